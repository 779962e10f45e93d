package dev.gossip.fabric.privatedata;

import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.MetricsSink.Timer;

/** Durations under the names that operators of Fabric's peers know: {@code gossip_privdata_send_duration} and so on. */
record PrivateTimers(
        Timer send,
        Timer pull,
        Timer fetch,
        Timer retrieve,
        Timer listMissing,
        Timer validation,
        Timer commitBlock,
        Timer purge,
        Timer reconciliation) {

    static PrivateTimers of(MetricsSink metrics, String channel) {
        return new PrivateTimers(
                timer(metrics, channel, "send"),
                timer(metrics, channel, "pull"),
                timer(metrics, channel, "fetch"),
                timer(metrics, channel, "retrieve"),
                timer(metrics, channel, "list_missing"),
                timer(metrics, channel, "validation"),
                timer(metrics, channel, "commit_block"),
                timer(metrics, channel, "purge"),
                timer(metrics, channel, "reconciliation"));
    }

    private static Timer timer(MetricsSink metrics, String channel, String name) {
        return metrics.timer("gossip.privdata." + name + "_duration", "channel", channel);
    }
}
