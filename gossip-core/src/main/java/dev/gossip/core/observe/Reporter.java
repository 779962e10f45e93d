package dev.gossip.core.observe;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.api.observe.NodeObserver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a node's parts report events and drops. Thread-safe; a failing observer harms nobody. */
public final class Reporter {

    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

    /** Codes come from code, not from the network; the bound only guards against a careless plugin. */
    private static final int MAX_REASONS = 1_000;

    private final MetricsSink metrics;
    private final List<NodeObserver> observers;
    private final Map<String, Tally> drops = new ConcurrentHashMap<>();

    public Reporter(MetricsSink metrics, List<NodeObserver> observers) {
        this.metrics = metrics;
        this.observers = List.copyOf(observers);
    }

    public MetricsSink metrics() {
        return metrics;
    }

    /** Counts one drop and tells observers. */
    public void dropped(LinkPeer peer, DropReason reason, String detail) {
        String code = drops.size() < MAX_REASONS || drops.containsKey(reason.code()) ? reason.code() : "other";
        drops.computeIfAbsent(code, this::newTally).add();
        event(new NodeEvent.Dropped(peer, reason, detail));
    }

    private Tally newTally(String code) {
        return new Tally(new LongAdder(), metrics.counter("gossip.drops", "reason", code));
    }

    /** Tells observers. */
    public void event(NodeEvent event) {
        for (NodeObserver observer : observers) {
            try {
                observer.onEvent(event);
            } catch (RuntimeException | Error e) {
                LOG.warn("observer {} failed on {}", observer, event, e);
            }
        }
    }

    /** Drops so far, by reason code. */
    public Map<String, Long> drops() {
        Map<String, Long> snapshot = new TreeMap<>();
        drops.forEach((code, tally) -> snapshot.put(code, tally.count.sum()));
        return snapshot;
    }

    private record Tally(LongAdder count, MetricsSink.Counter counter) {
        void add() {
            count.increment();
            counter.increment();
        }
    }
}
