package dev.gossip.state;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.TimeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest items as they travel, for those who pull. Thread-safe. */
final class RecentItems {

    private final TimeSource time;
    private final int window;
    private final long ttlNanos;
    private final Map<Bytes, Entry> items = new LinkedHashMap<>();
    private long newest;

    RecentItems(TimeSource time, StateConfig config) {
        this.time = time;
        this.window = config.recentWindow();
        this.ttlNanos = config.recentTtl().toNanos();
    }

    /** Keeps the item unless it is too old compared with the newest one. */
    synchronized void add(long sequence, Envelope envelope) {
        expire();
        if (items.isEmpty() || Long.compareUnsigned(sequence, newest) > 0) {
            newest = sequence;
        }
        items.values().removeIf(entry -> isBelowWindow(entry.sequence));
        if (!isBelowWindow(sequence)) {
            items.putIfAbsent(ItemIds.of(sequence), new Entry(sequence, envelope, time.nanoTime()));
        }
    }

    synchronized List<Bytes> ids() {
        expire();
        return List.copyOf(items.keySet());
    }

    synchronized Optional<Envelope> get(Bytes id) {
        expire();
        return Optional.ofNullable(items.get(id)).map(Entry::envelope);
    }

    private boolean isBelowWindow(long sequence) {
        return Long.compareUnsigned(sequence, newest) < 0 && Long.compareUnsigned(newest - sequence, window) > 0;
    }

    private void expire() {
        long now = time.nanoTime();
        items.values().removeIf(entry -> now - entry.addedAt > ttlNanos);
    }

    private record Entry(long sequence, Envelope envelope, long addedAt) {}
}
