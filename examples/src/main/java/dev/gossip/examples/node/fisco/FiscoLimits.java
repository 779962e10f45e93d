package dev.gossip.examples.node.fisco;

import dev.gossip.amop.AmopConfig;
import dev.gossip.amop.AmopLimits;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeLimits;
import dev.gossip.examples.config.KeyValues;
import dev.gossip.examples.node.fisco.FiscoNodeConfig.LimitKeys;
import dev.gossip.spi.transport.InboundLimits;
import java.util.function.Supplier;

/** The limits of a node and of its topics: the standard ones, changed as the file says. */
final class FiscoLimits {

    private FiscoLimits() {}

    /** @throws GossipException naming the key and what to write */
    static NodeLimits node(LimitKeys keys) {
        NodeLimits standard = NodeLimits.DEFAULT;
        return checked(() -> standard.toBuilder()
                .inboundLinks(KeyValues.number("limits.inboundLinks", keys.inboundLinks(), standard.inboundLinks()))
                .inboundBytes(KeyValues.number("limits.inboundBytes", keys.inboundBytes(), standard.inboundBytes()))
                .connectTimeout(
                        KeyValues.duration("limits.connectTimeout", keys.connectTimeout(), standard.connectTimeout()))
                .inbound(InboundLimits.DEFAULT.withConnectionsPerHost(KeyValues.number(
                        "limits.connectionsPerHost",
                        keys.connectionsPerHost(),
                        InboundLimits.DEFAULT.connectionsPerHost())))
                .build());
    }

    /** @throws GossipException naming the key and what to write */
    static AmopConfig amop(LimitKeys keys) {
        AmopConfig standard = AmopConfig.DEFAULT;
        AmopLimits limits = standard.limits();
        return checked(() -> standard.withTimeouts(
                        KeyValues.duration(
                                "limits.subscriberTimeout", keys.subscriberTimeout(), standard.subscriberTimeout()),
                        KeyValues.duration("limits.nodeTimeout", keys.nodeTimeout(), standard.nodeTimeout()),
                        KeyValues.duration("limits.publishTimeout", keys.publishTimeout(), standard.publishTimeout()))
                .withLimits(limits.withTopics(
                                KeyValues.number("limits.topicBytes", keys.topicBytes(), limits.topicBytes()),
                                KeyValues.number(
                                        "limits.topicsPerClient", keys.topicsPerClient(), limits.topicsPerClient()),
                                KeyValues.number("limits.topicsPerNode", keys.topicsPerNode(), limits.topicsPerNode()),
                                KeyValues.number("limits.topics", keys.topics(), limits.topics()))
                        .withMessages(
                                KeyValues.number("limits.dataBytes", keys.dataBytes(), limits.dataBytes()),
                                KeyValues.number(
                                        "limits.subscriberQueue", keys.subscriberQueue(), limits.subscriberQueue()),
                                KeyValues.number("limits.pending", keys.pending(), limits.pending()),
                                KeyValues.number(
                                        "limits.pendingPerClient", keys.pendingPerClient(), limits.pendingPerClient()))
                        .withClients(KeyValues.number("limits.clients", keys.clients(), limits.clients()))));
    }

    private static <T> T checked(Supplier<T> limits) {
        try {
            return limits.get();
        } catch (IllegalArgumentException e) {
            throw new GossipException("section 'limits': " + e.getMessage(), e);
        }
    }
}
