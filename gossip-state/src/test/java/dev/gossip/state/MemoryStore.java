package dev.gossip.state;

import dev.gossip.api.Bytes;
import dev.gossip.spi.store.OrderedStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Items on the heap. Insists on being used beside the lanes, and fails where told to. */
final class MemoryStore implements OrderedStore {

    final List<Bytes> items = new ArrayList<>();
    final Set<Long> failing = new HashSet<>();
    BooleanSupplier besideLanes = () -> true;

    MemoryStore filled(int height) {
        for (int i = 0; i < height; i++) {
            items.add(TestNet.data(i));
        }
        return this;
    }

    @Override
    public long height() {
        check(-1);
        return items.size();
    }

    @Override
    public Optional<Bytes> read(long sequence) {
        check(sequence);
        return sequence < items.size() ? Optional.of(items.get((int) sequence)) : Optional.empty();
    }

    @Override
    public void append(long sequence, Bytes item) {
        check(sequence);
        if (sequence != items.size()) {
            throw new IllegalArgumentException("item " + sequence + " at height " + items.size());
        }
        items.add(item);
    }

    @Override
    public void close() {}

    private void check(long sequence) {
        if (!besideLanes.getAsBoolean()) {
            throw new AssertionError("the store is used on a lane");
        }
        if (failing.contains(sequence)) {
            throw new IllegalStateException("disk full");
        }
    }
}
