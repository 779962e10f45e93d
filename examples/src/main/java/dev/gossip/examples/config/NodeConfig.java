package dev.gossip.examples.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node as its file describes it.
 *
 * @param protocol the system whose network is joined; {@code fabric}
 * @param msp this node's MSP directory; then {@code identity} and {@code organisations} are left out
 * @param identity who signs as this node, if there is no MSP directory
 * @param organisations whose identities are accepted, if there is no MSP directory
 * @param tls this node's end of connections
 * @param listen address to accept connections at
 * @param transport which transport carries them, by its name; {@code grpc} if left out, which Fabric's own peers speak
 * @param endpoint address told to peers of the own organisation; empty means the bound one
 * @param externalEndpoint address told to everybody; empty means invisible to other organisations
 * @param bootstrap peers of the own organisation to join by
 * @param channels channels to take part in
 * @param store where blocks are kept; in memory if left out
 * @param status address of the status page; empty means that there is none
 * @param gossip Fabric's settings by the names that they have below {@code peer.gossip}, as text; sections of the
 *     file become parts of names, {@code state: {enabled: true}} is {@code state.enabled}
 */
public record NodeConfig(
        @JsonProperty(required = true) String protocol,
        @Nullable Msp msp,
        @Nullable IdentityFiles identity,
        List<Organisation> organisations,
        @JsonProperty(required = true) TlsFiles tls,
        @JsonProperty(required = true) String listen,
        String transport,
        String endpoint,
        String externalEndpoint,
        List<String> bootstrap,
        List<Channel> channels,
        Store store,
        String status,
        @JsonDeserialize(using = SettingsReader.class) Map<String, String> gossip) {

    private static final String FABRIC_TRANSPORT = "grpc";

    public NodeConfig {
        transport = transport.isEmpty() ? FABRIC_TRANSPORT : transport;
        organisations = List.copyOf(organisations);
        bootstrap = List.copyOf(bootstrap);
        channels = List.copyOf(channels);
        // Null only on the way from the parser.
        store = Objects.requireNonNullElse(store, Store.MEMORY);
        gossip = Map.copyOf(gossip);
    }

    /** The organisation of this node. */
    public String mspId() {
        if (msp != null) {
            return msp.id();
        }
        return identity == null ? "" : identity.mspId();
    }

    /**
     * An MSP directory as Fabric's tools lay it out.
     *
     * @param id the organisation's MSP id
     * @param dir holds {@code signcerts}, {@code keystore}, {@code cacerts} and the like
     */
    public record Msp(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) Path dir) {}

    /** The identity that statements are signed as. */
    public record IdentityFiles(
            @JsonProperty(required = true) String mspId,
            @JsonProperty(required = true) Path cert,
            @JsonProperty(required = true) Path key) {}

    /** An organisation and the authorities that issue its identities. */
    public record Organisation(
            @JsonProperty(required = true) String mspId,
            @JsonProperty(required = true) List<Path> ca) {

        public Organisation {
            ca = List.copyOf(ca);
        }
    }

    /**
     * Certificate chain, key and trusted roots of TLS.
     *
     * @param ca roots of the own organisation; those of others follow from the channels' blocks
     * @param clientCert certificate chain to dial with; empty means {@code cert}
     * @param clientKey its key; empty means {@code key}
     */
    public record TlsFiles(
            @JsonProperty(required = true) Path cert,
            @JsonProperty(required = true) Path key,
            @JsonProperty(required = true) List<Path> ca,
            Path clientCert,
            Path clientKey) {

        public TlsFiles {
            ca = List.copyOf(ca);
        }
    }

    /**
     * A channel. Either {@code block} is given, or {@code organisations} and {@code ordererCa}.
     *
     * @param block file with the genesis block or any later configuration block, from which members, policies, orderers
     *     and anchors follow; needs an MSP directory
     * @param organisations whose members take part
     * @param ordererCa the authorities of those who sign its blocks
     * @param ordererMsp the organisation of those who sign its blocks; empty means {@code OrdererMSP}
     * @param genesisHash hash of the header of block 0 in hexadecimal digits; empty means that no block 0 is accepted
     * @param anchors nodes of the channel's organisations to join by
     */
    public record Channel(
            @JsonProperty(required = true) String name,
            Path block,
            List<String> organisations,
            List<Path> ordererCa,
            String ordererMsp,
            String genesisHash,
            List<Anchor> anchors) {

        public Channel {
            organisations = List.copyOf(organisations);
            ordererCa = List.copyOf(ordererCa);
            anchors = List.copyOf(anchors);
        }

        /** Whether everything about the channel follows from its configuration block. */
        public boolean hasBlock() {
            return !block.toString().isEmpty();
        }
    }

    /**
     * Where blocks are kept.
     *
     * @param type {@code memory} or {@code mvstore}
     * @param dir folder for one file per channel; for {@code mvstore} only
     * @param durability {@code disk}, or {@code process} which is faster and may lose the newest blocks with the power;
     *     empty means {@code disk}
     * @param check {@code all} checks every block at start, {@code newest} the newest ones; empty means {@code newest}
     */
    public record Store(@JsonProperty(required = true) String type, Path dir, String durability, String check) {

        static final Store MEMORY = new Store("memory", Path.of(""), "", "");
    }

    /** A node to join by, and whose it is. */
    public record Anchor(
            @JsonProperty(required = true) String mspId,
            @JsonProperty(required = true) String address) {}
}
