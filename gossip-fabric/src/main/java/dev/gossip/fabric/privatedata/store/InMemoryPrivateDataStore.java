package dev.gossip.fabric.privatedata.store;

import dev.gossip.api.Bytes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps private data on the heap, up to a number of bytes: if more comes, the oldest blocks' data is forgotten as if it
 * had expired. Thread-safe.
 */
public final class InMemoryPrivateDataStore implements PrivateDataStore {

    private static final long OVERHEAD = 256;

    private final long maxBytes;
    private final NavigableMap<Long, Map<PrivateDataKey, PrivateRecord>> blocks = new TreeMap<>(Long::compareUnsigned);

    /** Which blocks hold something that expires at a block. */
    private final NavigableMap<Long, Set<Long>> expiring = new TreeMap<>(Long::compareUnsigned);

    private long height;
    private long bytes;

    /** @param maxBytes limit for all records together */
    public InMemoryPrivateDataStore(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public synchronized long height() {
        return height;
    }

    @Override
    public synchronized void commit(long block, List<PrivateRecord> records) {
        if (block != height) {
            throw new IllegalArgumentException("block " + Long.toUnsignedString(block) + " does not follow height "
                    + Long.toUnsignedString(height));
        }
        height++;
        NavigableMap<Long, Set<Long>> due = expiring.headMap(block, true);
        due.values().forEach(numbers -> numbers.forEach(number -> expire(number, block)));
        due.clear();
        for (PrivateRecord each : records) {
            put(each);
        }
        makeRoom();
    }

    @Override
    public synchronized void fill(PrivateDataKey key, Bytes rwset) {
        PrivateRecord held = blocks.getOrDefault(key.block(), Map.of()).get(key);
        if (held != null && held.rwset().isEmpty()) {
            put(new PrivateRecord(key, Optional.of(rwset), held.expiry()));
            makeRoom();
        }
    }

    @Override
    public synchronized Optional<Bytes> read(PrivateDataKey key) {
        return Optional.ofNullable(blocks.getOrDefault(key.block(), Map.of()).get(key))
                .flatMap(PrivateRecord::rwset);
    }

    @Override
    public synchronized List<PrivateRecord> block(long block) {
        return List.copyOf(blocks.getOrDefault(block, Map.of()).values());
    }

    @Override
    public synchronized List<PrivateDataKey> missing(long below, int count) {
        return blocks.headMap(below, false).descendingMap().values().stream()
                .map(held -> held.values().stream()
                        .filter(record -> record.rwset().isEmpty())
                        .map(PrivateRecord::key)
                        .toList())
                .filter(keys -> !keys.isEmpty())
                .limit(count)
                .flatMap(List::stream)
                .toList();
    }

    private void expire(long number, long block) {
        Map<PrivateDataKey, PrivateRecord> held = blocks.getOrDefault(number, new LinkedHashMap<>());
        held.values().removeIf(each -> {
            boolean over = Long.compareUnsigned(each.expiry(), block) <= 0;
            bytes -= over ? size(each) : 0;
            return over;
        });
        if (held.isEmpty()) {
            blocks.remove(number);
        }
    }

    private void put(PrivateRecord added) {
        PrivateRecord before = blocks.computeIfAbsent(added.key().block(), key -> new LinkedHashMap<>())
                .put(added.key(), added);
        bytes += size(added) - (before == null ? 0 : size(before));
        if (added.expiry() != -1) {
            expiring.computeIfAbsent(added.expiry(), key -> new HashSet<>())
                    .add(added.key().block());
        }
    }

    private void makeRoom() {
        while (bytes > maxBytes) {
            Entry<Long, Map<PrivateDataKey, PrivateRecord>> oldest = blocks.pollFirstEntry();
            oldest.getValue().values().forEach(gone -> bytes -= size(gone));
        }
    }

    private static long size(PrivateRecord held) {
        PrivateDataKey key = held.key();
        return OVERHEAD
                + 2L * (key.namespace().length() + key.collection().length())
                + held.rwset().map(Bytes::length).orElse(0);
    }
}
