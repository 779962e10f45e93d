package dev.gossip.examples.node.orbs;

import dev.gossip.api.observe.MetricsSink;
import dev.gossip.orbs.codec.OrbsPeer;
import dev.gossip.orbs.codec.OrbsTopic;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** A service that listens to every topic and counts. Thread-safe. */
final class ReceivedMessages {

    private final Map<OrbsTopic, LongAdder> counts = new EnumMap<>(OrbsTopic.class);

    ReceivedMessages(OrbsPeer peer, long virtualChain, MetricsSink sink) {
        for (OrbsTopic topic : OrbsTopic.values()) {
            LongAdder count = new LongAdder();
            counts.put(topic, count);
            peer.subscribe(topic, "status", message -> count.increment());
            String name = topic.in(virtualChain).name();
            sink.gauge("gossip.orbs.received", count::doubleValue, "topic", name);
        }
    }

    /** Since the start. */
    long of(OrbsTopic topic) {
        LongAdder count = counts.get(topic);
        return count == null ? 0 : count.sum();
    }
}
