package dev.gossip.examples.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A node as its file describes it.
 *
 * @param protocol the system whose network is joined; {@code fabric}
 * @param identity who signs as this node
 * @param organisations whose identities are accepted
 * @param tls this node's end of connections
 * @param listen address to accept connections at
 * @param transport which transport carries them, by its name; empty means the one that the registry prefers
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
        @JsonProperty(required = true) IdentityFiles identity,
        @JsonProperty(required = true) List<Organisation> organisations,
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

    public NodeConfig {
        organisations = List.copyOf(organisations);
        bootstrap = List.copyOf(bootstrap);
        channels = List.copyOf(channels);
        // Null only on the way from the parser.
        store = Objects.requireNonNullElse(store, Store.MEMORY);
        gossip = Map.copyOf(gossip);
    }

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

    /** Certificate chain, key and trusted roots of TLS. */
    public record TlsFiles(
            @JsonProperty(required = true) Path cert,
            @JsonProperty(required = true) Path key,
            @JsonProperty(required = true) List<Path> ca) {

        public TlsFiles {
            ca = List.copyOf(ca);
        }
    }

    /**
     * A channel.
     *
     * @param organisations whose members take part
     * @param ordererCa the authorities of those who sign its blocks
     * @param ordererMsp the organisation of those who sign its blocks; empty means {@code OrdererMSP}
     * @param genesisHash hash of the header of block 0 in hexadecimal digits; empty means that no block 0 is accepted
     * @param anchors nodes of the channel's organisations to join by
     */
    public record Channel(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) List<String> organisations,
            @JsonProperty(required = true) List<Path> ordererCa,
            String ordererMsp,
            String genesisHash,
            List<Anchor> anchors) {

        public Channel {
            organisations = List.copyOf(organisations);
            ordererCa = List.copyOf(ordererCa);
            anchors = List.copyOf(anchors);
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
