package dev.gossip.examples.node.orbs;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.examples.config.KeyValues;
import dev.gossip.orbs.codec.LinkTiming;
import dev.gossip.orbs.codec.OrbsConfig;
import dev.gossip.orbs.codec.OrbsNode;
import dev.gossip.orbs.codec.Reconnect;
import dev.gossip.orbs.codec.forward.Forwarding;
import dev.gossip.orbs.codec.wire.HeaderEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what the file says to what the protocol takes; every refusal names the key. */
final class OrbsWiring {

    private OrbsWiring() {}

    /** @throws GossipException naming the key and what to write */
    static OrbsConfig config(OrbsNodeConfig file) {
        try {
            OrbsConfig config = OrbsConfig.of(
                            KeyValues.parsed("nodeId", file.nodeId(), NodeId::fromHex, "our id in hexadecimal digits"),
                            file.virtualChain())
                    .withHeaders(KeyValues.value(
                            "headers",
                            file.headers(),
                            text -> HeaderEncoding.valueOf(text.toUpperCase(Locale.ROOT)),
                            HeaderEncoding.PROTOBUF,
                            "protobuf or membuffers"));
            config = config.carryingBlocksOf(KeyValues.number("maxBlockBytes", file.maxBlockBytes(), (long)
                    config.queues().maxContentBytes()));
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
                        KeyValues.duration(
                                "timings.keepAliveInterval", keys.keepAliveInterval(), timing.keepAliveInterval()),
                        KeyValues.duration("timings.networkTimeout", keys.networkTimeout(), timing.networkTimeout())))
                .withReconnect(new Reconnect(
                        KeyValues.duration("timings.reconnectFirst", keys.reconnectFirst(), reconnect.first()),
                        KeyValues.duration("timings.reconnectLongest", keys.reconnectLongest(), reconnect.longest()),
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
                KeyValues.number("forwarding.width", keys.width(), on.width()),
                KeyValues.number("forwarding.minRecipients", keys.minRecipients(), on.minRecipients()),
                KeyValues.number("forwarding.minFanoutBytes", keys.minFanoutBytes(), on.minFanoutBytes()),
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
                    KeyValues.parsed(key + ".id", member.id(), NodeId::fromHex, "hexadecimal digits"),
                    KeyValues.address(key + ".address", member.address()));
            nodes.add(
                    pinned
                            ? node.pinned(KeyValues.parsed(
                                    key + ".pin", member.pin(), OrbsWiring::pin, "64 hexadecimal digits"))
                            : node);
        }
        return nodes;
    }

    /** @throws GossipException naming the key, the file or what to do */
    static EndpointConfig.Builder endpoint(
            String name, OrbsNodeConfig file, Optional<TlsMaterial> tls, TimeSource time) {
        EndpointConfig.Builder endpoint = EndpointConfig.named(name)
                .listen(KeyValues.address("listen", file.listen()).toString());
        if (!file.transport().isEmpty()) {
            endpoint.transport(file.transport());
        }
        tls.ifPresent(
                material -> endpoint.tls(JdkTlsContext.builder(material, time).build()));
        return endpoint;
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
}
