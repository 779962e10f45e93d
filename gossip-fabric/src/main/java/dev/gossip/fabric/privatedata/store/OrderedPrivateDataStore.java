package dev.gossip.fabric.privatedata.store;

import dev.gossip.api.Bytes;
import dev.gossip.spi.store.OrderedStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Keeps private data in two ordered stores, so that it is as durable as they are: one has an item per block, the other an
 * item per record that was completed later. On the heap are only the numbers of blocks that miss something and the keys of
 * what was completed. Data past its end is shown to nobody, but its bytes stay in the store. Thread-safe; reads and writes
 * the stores, which are closed by their maker.
 */
public final class OrderedPrivateDataStore implements PrivateDataStore {

    private final OrderedStore blocks;
    private final OrderedStore completions;
    private final Map<PrivateDataKey, Long> completed = new HashMap<>();
    private final NavigableSet<Long> incomplete = new TreeSet<>(Long::compareUnsigned);

    /**
     * Reads both stores once.
     *
     * @param blocks its item numbers are those of the blocks
     * @param completions of the same channel
     * @throws dev.gossip.api.GossipException if they hold something else
     */
    public OrderedPrivateDataStore(OrderedStore blocks, OrderedStore completions) {
        this.blocks = blocks;
        this.completions = completions;
        for (long sequence = 0; sequence < completions.height(); sequence++) {
            for (PrivateRecord each : items(completions, sequence)) {
                completed.put(each.key(), sequence);
            }
        }
        for (long block = 0; block < blocks.height(); block++) {
            note(block);
        }
    }

    @Override
    public synchronized long height() {
        return blocks.height();
    }

    @Override
    public synchronized void commit(long block, List<PrivateRecord> records) {
        if (block != blocks.height()) {
            throw new IllegalArgumentException("block " + Long.toUnsignedString(block) + " does not follow height "
                    + Long.toUnsignedString(blocks.height()));
        }
        blocks.append(block, RecordCodec.write(records));
        note(block);
    }

    @Override
    public synchronized void fill(PrivateDataKey key, Bytes rwset) {
        for (PrivateRecord held : block(key.block())) {
            if (held.key().equals(key) && held.rwset().isEmpty()) {
                long sequence = completions.height();
                completions.append(
                        sequence,
                        RecordCodec.write(List.of(new PrivateRecord(key, Optional.of(rwset), held.expiry()))));
                completed.put(key, sequence);
                note(key.block());
                return;
            }
        }
    }

    @Override
    public synchronized Optional<Bytes> read(PrivateDataKey key) {
        return block(key.block()).stream()
                .filter(held -> held.key().equals(key))
                .findFirst()
                .flatMap(PrivateRecord::rwset);
    }

    @Override
    public synchronized List<PrivateRecord> block(long block) {
        long newest = blocks.height() - 1;
        return items(blocks, block).stream()
                .filter(held -> Long.compareUnsigned(held.expiry(), newest) > 0)
                .map(this::current)
                .toList();
    }

    @Override
    public synchronized List<PrivateDataKey> missing(long below, int count) {
        List<PrivateDataKey> missing = new ArrayList<>();
        int found = 0;
        for (long block : List.copyOf(incomplete.headSet(below, false).descendingSet())) {
            List<PrivateDataKey> keys = missingOf(block);
            if (keys.isEmpty()) {
                incomplete.remove(block);
            } else if (found++ == count) {
                break;
            } else {
                missing.addAll(keys);
            }
        }
        return missing;
    }

    private void note(long block) {
        if (missingOf(block).isEmpty()) {
            incomplete.remove(block);
        } else {
            incomplete.add(block);
        }
    }

    private List<PrivateDataKey> missingOf(long block) {
        return block(block).stream()
                .filter(held -> held.rwset().isEmpty())
                .map(PrivateRecord::key)
                .toList();
    }

    private PrivateRecord current(PrivateRecord held) {
        Long sequence = completed.get(held.key());
        return sequence == null || held.rwset().isPresent()
                ? held
                : items(completions, sequence).stream()
                        .filter(late -> late.key().equals(held.key()))
                        .findFirst()
                        .orElse(held);
    }

    private static List<PrivateRecord> items(OrderedStore store, long sequence) {
        return store.read(sequence).map(RecordCodec::read).orElse(List.of());
    }
}
