package dev.gossip.examples.node.fisco;

import dev.gossip.amop.AmopConfig;
import dev.gossip.amop.AmopLimits;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeLimits;
import dev.gossip.examples.config.Durations;
import dev.gossip.examples.node.fisco.FiscoNodeConfig.LimitKeys;
import dev.gossip.spi.transport.InboundLimits;
import java.time.Duration;
import java.util.function.Supplier;

/** The limits of a node and of its topics: the standard ones, changed as the file says. */
final class FiscoLimits {

    private FiscoLimits() {}

    /** @throws GossipException naming the key and what to write */
    static NodeLimits node(LimitKeys keys) {
        NodeLimits standard = NodeLimits.DEFAULT;
        return checked(() -> standard.toBuilder()
                .inboundLinks(number("inboundLinks", keys.inboundLinks(), standard.inboundLinks()))
                .inboundBytes(number("inboundBytes", keys.inboundBytes(), standard.inboundBytes()))
                .connectTimeout(time("connectTimeout", keys.connectTimeout(), standard.connectTimeout()))
                .inbound(InboundLimits.DEFAULT.withConnectionsPerHost(number(
                        "connectionsPerHost", keys.connectionsPerHost(), InboundLimits.DEFAULT.connectionsPerHost())))
                .build());
    }

    /** @throws GossipException naming the key and what to write */
    static AmopConfig amop(LimitKeys keys) {
        AmopConfig standard = AmopConfig.DEFAULT;
        AmopLimits limits = standard.limits();
        return checked(() -> standard.withTimeouts(
                        time("subscriberTimeout", keys.subscriberTimeout(), standard.subscriberTimeout()),
                        time("nodeTimeout", keys.nodeTimeout(), standard.nodeTimeout()),
                        time("publishTimeout", keys.publishTimeout(), standard.publishTimeout()))
                .withLimits(limits.withTopics(
                                number("topicBytes", keys.topicBytes(), limits.topicBytes()),
                                number("topicsPerClient", keys.topicsPerClient(), limits.topicsPerClient()),
                                number("topicsPerNode", keys.topicsPerNode(), limits.topicsPerNode()),
                                number("topics", keys.topics(), limits.topics()))
                        .withMessages(
                                number("dataBytes", keys.dataBytes(), limits.dataBytes()),
                                number("subscriberQueue", keys.subscriberQueue(), limits.subscriberQueue()),
                                number("pending", keys.pending(), limits.pending()),
                                number("pendingPerClient", keys.pendingPerClient(), limits.pendingPerClient()))
                        .withClients(number("clients", keys.clients(), limits.clients()))));
    }

    private static <T> T checked(Supplier<T> limits) {
        try {
            return limits.get();
        } catch (IllegalArgumentException e) {
            throw new GossipException("section 'limits': " + e.getMessage(), e);
        }
    }

    private static int number(String key, String text, int standard) {
        return text.isEmpty()
                ? standard
                : FiscoWiring.parsed("limits." + key, text, Integer::valueOf, "a whole number");
    }

    private static Duration time(String key, String text, Duration standard) {
        return text.isEmpty()
                ? standard
                : FiscoWiring.parsed("limits." + key, text, Durations::parse, "a duration such as 500ms, 2s or 1m");
    }
}
