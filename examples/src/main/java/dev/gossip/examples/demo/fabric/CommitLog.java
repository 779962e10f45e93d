package dev.gossip.examples.demo.fabric;

import dev.gossip.api.body.OrderedItem;
import dev.gossip.state.CommitListener;
import dev.gossip.state.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What one node delivered, over all its lives. Thread-safe. */
final class CommitLog implements CommitListener {

    private final Runnable changed;
    private final List<Long> numbers = new ArrayList<>();
    private final List<String> hashes = new ArrayList<>();
    private final Map<Source, Integer> bySource = new EnumMap<>(Source.class);

    /** @param changed told of every delivery */
    CommitLog(Runnable changed) {
        this.changed = changed;
    }

    @Override
    public void committed(OrderedItem item, Source source) {
        synchronized (this) {
            numbers.add(item.sequence());
            hashes.add(RecordedBlocks.sha256(item.data()));
            bySource.merge(source, 1, Integer::sum);
        }
        changed.run();
    }

    synchronized int size() {
        return numbers.size();
    }

    /** Whether blocks 0 to {@code count - 1} came exactly once each and in order. */
    synchronized boolean isExactlyOnceInOrder(int count) {
        return numbers.equals(LongStream.range(0, count).boxed().toList());
    }

    synchronized boolean hasHashes(List<String> expected) {
        return hashes.equals(expected);
    }

    synchronized Map<Source, Integer> bySource() {
        return new EnumMap<>(bySource);
    }

    synchronized int by(Source source) {
        return bySource.getOrDefault(source, 0);
    }

    @Override
    public synchronized String toString() {
        return "delivered " + numbers;
    }
}
