package dev.gossip.core;

import dev.gossip.api.Bytes;
import dev.gossip.spi.store.OrderedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps every item on the heap and forgets all on close. Thread-safe. */
public final class InMemoryOrderedStore implements OrderedStore {

    private final List<Bytes> items = new ArrayList<>();

    /** An empty store. */
    public InMemoryOrderedStore() {}

    @Override
    public synchronized long height() {
        return items.size();
    }

    @Override
    public synchronized Optional<Bytes> read(long sequence) {
        return sequence < 0 || sequence >= items.size() ? Optional.empty() : Optional.of(items.get((int) sequence));
    }

    @Override
    public synchronized void append(long sequence, Bytes item) {
        if (sequence != items.size()) {
            throw new IllegalArgumentException("item " + sequence + " does not follow height " + items.size());
        }
        items.add(item);
    }

    @Override
    public synchronized void close() {
        items.clear();
    }
}
