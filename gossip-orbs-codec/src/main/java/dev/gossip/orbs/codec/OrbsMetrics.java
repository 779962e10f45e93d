package dev.gossip.orbs.codec;

import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.MetricsSink.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** What one endpoint measures beside its drops. Thread-safe. */
final class OrbsMetrics {

    private final MetricsSink sink;
    private final String endpoint;
    private final Counter sentMessages;
    private final Counter sentBytes;
    private final Counter receivedMessages;
    private final Counter receivedBytes;
    private final Map<OrbsTopic, Counter> dropped = new EnumMap<>(OrbsTopic.class);
    private final Map<OrbsTopic, Counter> failed = new EnumMap<>(OrbsTopic.class);

    OrbsMetrics(MetricsSink sink, String endpoint, long virtualChain) {
        this.sink = sink;
        this.endpoint = endpoint;
        this.sentMessages = counter("orbs.sent.messages");
        this.sentBytes = counter("orbs.sent.bytes");
        this.receivedMessages = counter("orbs.received.messages");
        this.receivedBytes = counter("orbs.received.bytes");
        for (OrbsTopic topic : OrbsTopic.values()) {
            String name = topic.in(virtualChain).name();
            dropped.put(topic, sink.counter("orbs.topic.dropped", "endpoint", endpoint, "topic", name));
            failed.put(topic, sink.counter("orbs.topic.failed", "endpoint", endpoint, "topic", name));
        }
    }

    private Counter counter(String name) {
        return sink.counter(name, "endpoint", endpoint);
    }

    /** Shows how full the queues of topics are, and how many peers we can send to. */
    void watch(
            long virtualChain,
            QueueLimits limits,
            ToIntFunction<OrbsTopic> waiting,
            Outlet outlet,
            TopologyHolder topology) {
        for (OrbsTopic topic : OrbsTopic.values()) {
            String name = topic.in(virtualChain).name();
            sink.gauge("orbs.topic.waiting", () -> waiting.applyAsInt(topic), "endpoint", endpoint, "topic", name);
            sink.gauge("orbs.topic.limit", () -> limits.topicMessages(topic), "endpoint", endpoint, "topic", name);
        }
        sink.gauge("orbs.links", () -> topology.get().count(outlet::isLinked), "endpoint", endpoint);
    }

    /** A message was queued for a peer. */
    void sent(int bytes) {
        sentMessages.increment();
        sentBytes.add(bytes);
    }

    /** A message passed all checks. */
    void received(long bytes) {
        receivedMessages.increment();
        receivedBytes.add(bytes);
    }

    void dropped(OrbsTopic topic) {
        dropped.getOrDefault(topic, amount -> {}).increment();
    }

    void failed(OrbsTopic topic) {
        failed.getOrDefault(topic, amount -> {}).increment();
    }

    void forwarded(String what) {
        counter("orbs.forward." + what).increment();
    }
}
