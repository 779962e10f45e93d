package dev.gossip.store.mvstore;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;

/**
 * The items of a store by number. MVStore writes a whole leaf of its tree for each item put into it; so numbers are stored
 * negated, above an empty entry that has the least key. New items thus land beside the empty entry, and one that fills a
 * leaf is split off and never written again.
 */
final class ItemTable {

    private static final long FLOOR = Long.MIN_VALUE;

    private final MVMap<Long, StoredItem> map;

    ItemTable(MVStore store) {
        map = store.openMap(
                "items",
                new MVMap.Builder<Long, StoredItem>()
                        .keyType(LongDataType.INSTANCE)
                        .valueType(StoredItemType.INSTANCE));
        map.putIfAbsent(FLOOR, StoredItem.UNREADABLE);
    }

    void put(long number, StoredItem item) {
        map.put(key(number), item);
    }

    /** Whether the item is not what was put. */
    boolean isDamaged(long number) {
        return !find(number).isWhole(number);
    }

    /** What is found under this number; unreadable if there is nothing. */
    StoredItem find(long number) {
        StoredItem found = map.get(key(number));
        return found == null ? StoredItem.UNREADABLE : found;
    }

    /** One more than the highest number. */
    long height() {
        Long highest = map.higherKey(FLOOR);
        return highest == null ? 0 : number(highest) + 1;
    }

    /**
     * The lowest damaged item among the newest {@code depth}, and among as many more below for as long as the lowest one
     * looked at is damaged. If numbers are missing, the lowest of all.
     */
    OptionalLong firstDamaged(long depth) {
        long end = height();
        if (map.sizeAsLong() != end + 1) {
            return LongStream.iterate(0, number -> number + 1)
                    .filter(this::isDamaged)
                    .findFirst();
        }
        long from = end;
        OptionalLong found;
        do {
            from = Math.max(0, from - depth);
            found = LongStream.range(from, end).filter(this::isDamaged).findFirst();
        } while (from > 0 && found.isPresent() && found.getAsLong() == from);
        return found;
    }

    /**
     * Removes all items from {@code number} on.
     *
     * @return how many they were
     */
    long cut(long number) {
        long removed = 0;
        for (long highest = height() - 1; highest >= number; highest = height() - 1) {
            if (map.remove(key(highest)) == null) {
                throw new IllegalStateException("item " + highest + " is listed but cannot be removed");
            }
            removed++;
        }
        if (map.sizeAsLong() != number + 1) {
            throw new IllegalStateException("the items below " + number + " are not all listed");
        }
        return removed;
    }

    private static long key(long number) {
        return -number;
    }

    private static long number(long key) {
        return -key;
    }
}
