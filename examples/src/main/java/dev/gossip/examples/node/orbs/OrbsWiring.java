package dev.gossip.examples.node.orbs;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.examples.config.Durations;
import dev.gossip.orbs.codec.LinkTiming;
import dev.gossip.orbs.codec.OrbsConfig;
import dev.gossip.orbs.codec.OrbsNode;
import dev.gossip.orbs.codec.Reconnect;
import dev.gossip.orbs.codec.forward.Forwarding;
import dev.gossip.orbs.codec.wire.HeaderEncoding;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From what the file says to what the protocol takes; every refusal names the key. */
final class OrbsWiring {

    private static final String DURATION = "a duration such as 500ms, 2s or 1m";
    private static final String NUMBER = "a whole number";

    private OrbsWiring() {}

    /** @throws GossipException naming the key and what to write */
    static OrbsConfig config(OrbsNodeConfig file) {
        try {
            OrbsConfig config = OrbsConfig.of(
                            parsed("nodeId", file.nodeId(), NodeId::fromHex, "our id in hexadecimal digits"),
                            file.virtualChain())
                    .withHeaders(value(
                            "headers",
                            file.headers(),
                            text -> HeaderEncoding.valueOf(text.toUpperCase(Locale.ROOT)),
                            HeaderEncoding.PROTOBUF,
                            "protobuf or membuffers"));
            config = config.carryingBlocksOf(value(
                    "maxBlockBytes",
                    file.maxBlockBytes(),
                    Long::valueOf,
                    (long) config.queues().maxContentBytes(),
                    NUMBER));
            config = timed(config, file.timings());
            config = forwarding(config, file.forwarding());
            config = file.allowList() ? config.withAllowList() : config;
            return file.tlsKeys().isPresent() ? config.withMutualTls() : config;
        } catch (IllegalArgumentException e) {
            throw new GossipException(e.getMessage(), e);
        }
    }

    private static OrbsConfig timed(OrbsConfig config, OrbsNodeConfig.@Nullable Timings keys) {
        if (keys == null) {
            return config;
        }
        LinkTiming timing = LinkTiming.DEFAULT;
        Reconnect reconnect = Reconnect.DEFAULT;
        return config.withTiming(new LinkTiming(
                        duration("keepAliveInterval", keys.keepAliveInterval(), timing.keepAliveInterval()),
                        duration("networkTimeout", keys.networkTimeout(), timing.networkTimeout())))
                .withReconnect(new Reconnect(
                        duration("reconnectFirst", keys.reconnectFirst(), reconnect.first()),
                        duration("reconnectLongest", keys.reconnectLongest(), reconnect.longest()),
                        reconnect.jitter(),
                        reconnect.healthy()));
    }

    private static OrbsConfig forwarding(OrbsConfig config, OrbsNodeConfig.@Nullable ForwardingKeys keys) {
        if (keys == null || !keys.enabled()) {
            return config;
        }
        Forwarding on = Forwarding.ON;
        return config.withForwarding(new Forwarding(
                true,
                value("forwarding.width", keys.width(), Integer::valueOf, on.width(), NUMBER),
                value("forwarding.minRecipients", keys.minRecipients(), Integer::valueOf, on.minRecipients(), NUMBER),
                value("forwarding.minFanoutBytes", keys.minFanoutBytes(), Long::valueOf, on.minFanoutBytes(), NUMBER),
                on.repairDelay(),
                on.repairBytesPerSecond(),
                on.keptMessages(),
                on.keptBytes(),
                on.keptFor()));
    }

    /** @throws GossipException naming the key and what to write */
    static List<OrbsNode> topology(OrbsNodeConfig file) {
        boolean pinned = file.tlsKeys().isPresent();
        List<OrbsNode> nodes = new ArrayList<>();
        for (OrbsNodeConfig.Member member : file.topology()) {
            String key = "topology[" + nodes.size() + "]";
            if (pinned == member.pin().isEmpty()) {
                throw new GossipException("key '" + key + ".pin' "
                        + (pinned
                                ? "is missing; with 'tls' every node's key is pinned, see the log of that node"
                                : "is of use with 'tls' only"));
            }
            OrbsNode node = OrbsNode.of(
                    parsed(key + ".id", member.id(), NodeId::fromHex, "hexadecimal digits"),
                    address(key + ".address", member.address()));
            nodes.add(
                    pinned
                            ? node.pinned(parsed(key + ".pin", member.pin(), OrbsWiring::pin, "64 hexadecimal digits"))
                            : node);
        }
        return nodes;
    }

    /** @throws GossipException naming the key, the file or what to do */
    static EndpointConfig.Builder endpoint(
            String name, OrbsNodeConfig file, Optional<TlsMaterial> tls, TimeSource time) {
        EndpointConfig.Builder endpoint = EndpointConfig.named(name)
                .listen(parsed("listen", file.listen(), PeerAddress::parse, "host:port")
                        .toString());
        if (!file.transport().isEmpty()) {
            endpoint.transport(file.transport());
        }
        tls.ifPresent(
                material -> endpoint.tls(JdkTlsContext.builder(material, time).build()));
        return endpoint;
    }

    /** @throws GossipException naming the key */
    static PeerAddress address(String key, String text) {
        return parsed(key, text, PeerAddress::parse, "host:port");
    }

    /** Peers are judged by their pins, so whom our own certificate names as its root decides nothing. */
    static TlsMaterial material(OrbsNodeConfig.TlsKeys keys) {
        return TlsMaterial.load(keys.key(), keys.cert(), List.of(keys.cert()));
    }

    private static Bytes pin(String text) {
        Bytes pin = Bytes.fromHex(text);
        if (pin.length() != 32) {
            throw new IllegalArgumentException("a pin has 32 bytes");
        }
        return pin;
    }

    private static Duration duration(String key, String text, Duration standard) {
        return value("timings." + key, text, Durations::parse, standard, DURATION);
    }

    private static <T> T value(String key, String text, Function<String, T> parser, T standard, String expected) {
        return text.isEmpty() ? standard : parsed(key, text, parser, expected);
    }

    private static <T> T parsed(String key, String text, Function<String, T> parser, String expected) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new GossipException("key '" + key + "' is '" + text + "'; write " + expected, e);
        }
    }
}
