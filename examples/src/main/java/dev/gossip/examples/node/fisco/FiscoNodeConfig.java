package dev.gossip.examples.node.fisco;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A FISCO BCOS node as its file describes it. Texts that are left out are empty and mean the standard.
 *
 * @param protocol {@code fisco}
 * @param generation 2 or 3: of the packets between nodes
 * @param certs who we are and whom we trust, towards nodes and SDKs
 * @param listen address to accept other nodes at
 * @param transport which transport carries packets between nodes, by its name; empty means {@code netty}
 * @param peers addresses to keep a link to
 * @param nodesFile a nodes.json with more of them, looked at while the node runs
 * @param channelListen address for SDKs of 2.x; empty means that none are served
 * @param websocketListen address for SDKs of 3.x; empty means that none are served
 * @param websocketPlain whether these come without TLS
 * @param allow nodes that may link with us; if it is left out, everybody with a certificate may, and if it is there, nobody else
 * @param deny nodes that may not
 * @param listsFile a file with {@code allow} and {@code deny} instead
 * @param groups what our consensus nodes take part in
 * @param limits those that an operator may want to change
 * @param rateLimits what may pass per second; nothing is limited if they are left out
 * @param status address of the status page; empty means that there is none
 */
public record FiscoNodeConfig(
        @JsonProperty(required = true) String protocol,
        @JsonProperty(required = true) int generation,

        @JsonProperty(required = true) @JsonDeserialize(using = CertsReader.class)
        Certs certs,

        @JsonProperty(required = true) String listen,
        String transport,
        List<String> peers,
        Path nodesFile,
        String channelListen,
        String websocketListen,
        @JsonSetter(nulls = Nulls.AS_EMPTY) boolean websocketPlain,
        @JsonSetter(nulls = Nulls.SET) @Nullable List<String> allow,
        List<String> deny,
        Path listsFile,
        List<Group> groups,
        @JsonSetter(nulls = Nulls.SET) @Nullable LimitKeys limits,
        @JsonSetter(nulls = Nulls.SET) @Nullable RateKeys rateLimits,
        String status) {

    public FiscoNodeConfig {
        transport = transport.isEmpty() ? "netty" : transport;
        peers = List.copyOf(peers);
        allow = allow == null ? null : List.copyOf(allow);
        deny = List.copyOf(deny);
        groups = List.copyOf(groups);
    }

    /**
     * Certificate files: either a folder, or the files one by one.
     *
     * @param dir holds {@code node.key}, {@code node.crt} and {@code ca.crt}, or {@code ssl.key}, {@code ssl.crt} and
     *     {@code ca.crt}
     * @param cert our certificate and those of the authorities between it and a root
     * @param ca roots of everybody's certificates
     */
    public record Certs(Path dir, Path key, Path cert, List<Path> ca) {

        public Certs {
            ca = List.copyOf(ca);
        }
    }

    /**
     * A group.
     *
     * @param nodes the consensus nodes that we serve, in hexadecimal digits
     * @param height the number of its newest block, for SDKs that ask; empty means that it has none
     */
    public record Group(@JsonProperty(required = true) String name, List<String> nodes, String height) {

        public Group {
            nodes = List.copyOf(nodes);
        }
    }

    /** The limits of a node and of its topics, by the names that they have in the API; numbers, or times such as 3s. */
    public record LimitKeys(
            String inboundLinks,
            String inboundBytes,
            String connectionsPerHost,
            String connectTimeout,
            String topicBytes,
            String topicsPerClient,
            String topicsPerNode,
            String topics,
            String clients,
            String dataBytes,
            String subscriberQueue,
            String pending,
            String pendingPerClient,
            String subscriberTimeout,
            String nodeTimeout,
            String publishTimeout) {

        /** Nothing but standards. */
        static final LimitKeys NONE = new LimitKeys("", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "");
    }

    /** {@code allow} and {@code deny} in a file of their own. */
    public record Lists(
            @JsonSetter(nulls = Nulls.SET) @Nullable List<String> allow, List<String> deny) {

        public Lists {
            allow = allow == null ? null : List.copyOf(allow);
            deny = List.copyOf(deny);
        }

        Optional<List<String>> allowed() {
            return Optional.ofNullable(allow);
        }
    }

    Lists lists() {
        return new Lists(allow, deny);
    }

    LimitKeys limitKeys() {
        return limits == null ? LimitKeys.NONE : limits;
    }

    /** The same without what is read again while the node runs. */
    FiscoNodeConfig withoutChanging() {
        return new FiscoNodeConfig(
                protocol,
                generation,
                certs,
                listen,
                transport,
                List.of(),
                nodesFile,
                channelListen,
                websocketListen,
                websocketPlain,
                null,
                List.of(),
                Path.of(""),
                groups,
                limits,
                rateLimits,
                status);
    }
}
