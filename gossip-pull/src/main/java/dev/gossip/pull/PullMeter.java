package dev.gossip.pull;

import dev.gossip.api.observe.MetricsSink;

/** The counters of one pull. */
record PullMeter(
        MetricsSink.Counter rounds,
        MetricsSink.Counter requested,
        MetricsSink.Counter received,
        MetricsSink.Counter served) {

    static PullMeter of(MetricsSink sink, PullSpec spec) {
        String[] tags = {
            "endpoint",
            spec.endpoint(),
            "type",
            spec.itemType(),
            "scope",
            spec.topic().scope()
        };
        return new PullMeter(
                sink.counter("gossip.pull.rounds", tags),
                sink.counter("gossip.pull.items.requested", tags),
                sink.counter("gossip.pull.items.received", tags),
                sink.counter("gossip.pull.items.served", tags));
    }
}
