package dev.gossip.examples.node.orbs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Orbs node as its file describes it. Texts that are left out are empty and mean the protocol's defaults.
 *
 * @param protocol {@code orbs}
 * @param nodeId our id in hexadecimal digits; 20 bytes in networks of Orbs' own nodes
 * @param listen address to accept connections at
 * @param transport which transport carries them, by its name; empty means the one that the registry prefers
 * @param topology the whole network, ourselves included; a node that is not in it dials nobody and serves who dials it
 * @param headers {@code protobuf} or {@code membuffers}
 * @param maxBlockBytes the largest block that this node stores; the start is refused if no message carries it
 * @param forwarding of large messages; off if left out
 * @param timings of links and dials
 * @param tls our key and certificate; then the topology pins everybody's key
 * @param allowList whether, without TLS, only hosts of the topology may dial us
 * @param status address of the status page; empty means that there is none
 */
public record OrbsNodeConfig(
        @JsonProperty(required = true) String protocol,
        @JsonProperty(required = true) String nodeId,
        @JsonProperty(required = true) long virtualChain,
        @JsonProperty(required = true) String listen,
        String transport,
        List<Member> topology,
        String headers,
        String maxBlockBytes,
        @JsonSetter(nulls = Nulls.SET) @Nullable ForwardingKeys forwarding,
        @JsonSetter(nulls = Nulls.SET) @Nullable Timings timings,
        @JsonSetter(nulls = Nulls.SET) @Nullable TlsKeys tls,
        @JsonSetter(nulls = Nulls.AS_EMPTY) boolean allowList,
        String status) {

    public OrbsNodeConfig {
        topology = List.copyOf(topology);
    }

    /**
     * A node of the network.
     *
     * @param pin SHA-256 of its public key in hexadecimal digits; with TLS only
     */
    public record Member(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String address,
            String pin) {}

    /**
     * How large messages are forwarded; numbers that are left out are the protocol's.
     *
     * @param width how many nodes each node serves
     * @param minRecipients below this number a message goes directly
     * @param minFanoutBytes below this many bytes for all recipients together a message goes directly
     */
    public record ForwardingKeys(
            @JsonProperty(required = true) boolean enabled,
            String width,
            String minRecipients,
            String minFanoutBytes) {}

    /**
     * Times such as 500ms, 2s or 1m; those that are left out are the protocol's.
     *
     * @param reconnectFirst wait after the first failed dial; doubles with each failure
     * @param reconnectLongest where the doubling ends
     */
    public record Timings(
            String keepAliveInterval, String networkTimeout, String reconnectFirst, String reconnectLongest) {}

    /** Certificate chain and key of our end of connections. */
    public record TlsKeys(
            @JsonProperty(required = true) Path cert,
            @JsonProperty(required = true) Path key) {}

    Optional<TlsKeys> tlsKeys() {
        return Optional.ofNullable(tls);
    }
}
