package dev.gossip.state;

import dev.gossip.api.body.OrderedItem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts items that arrive in any order into sequence. It moves on only when told that the next item is committed, so a
 * failed one can never leave a gap. Numbers are unsigned.
 */
final class PayloadBuffer {

    /** How an item stands to what is held. */
    enum Standing {
        WANTED,
        /** Committed or buffered. */
        HELD,
        TOO_FAR,
        HALTED
    }

    /** An item that waits for its turn. */
    record Pending(OrderedItem item, Source source) {}

    private final int size;
    private final Map<Long, Pending> items = new HashMap<>();
    private long next;
    private Optional<String> halted = Optional.empty();

    PayloadBuffer(long height, int size) {
        this.next = height;
        this.size = size;
    }

    /** The number of the next item to commit. */
    long height() {
        return next;
    }

    int buffered() {
        return items.size();
    }

    Optional<String> halted() {
        return halted;
    }

    /** How an item with this number from this source stands now. */
    Standing standing(long sequence, Source source) {
        if (halted.isPresent()) {
            return Standing.HALTED;
        }
        if (Long.compareUnsigned(sequence, next) < 0 || items.containsKey(sequence)) {
            return Standing.HELD;
        }
        return Long.compareUnsigned(sequence - next, window(source)) < 0 ? Standing.WANTED : Standing.TOO_FAR;
    }

    /** How far above the height items of this source may be. */
    long window(Source source) {
        return source == Source.OWN ? 2L * size : size;
    }

    /** Takes the item if it is wanted. @return how it stood */
    Standing add(OrderedItem item, Source source) {
        Standing standing = standing(item.sequence(), source);
        if (standing == Standing.WANTED) {
            items.put(item.sequence(), new Pending(item, source));
        }
        return standing;
    }

    /** The item to commit now; stays until {@link #committed}. */
    Optional<Pending> head() {
        return halted.isPresent() ? Optional.empty() : Optional.ofNullable(items.get(next));
    }

    /** The head is in the store. */
    Pending committed() {
        Pending done = items.remove(next);
        if (done == null) {
            throw new IllegalStateException("item " + Long.toUnsignedString(next) + " is not in the buffer");
        }
        next++;
        return done;
    }

    /** The lowest number that is neither committed nor buffered. */
    long firstMissing() {
        long sequence = next;
        while (items.containsKey(sequence)) {
            sequence++;
        }
        return sequence;
    }

    /** Takes nothing and yields nothing from now on; the first reason stays. */
    void halt(String reason) {
        if (halted.isEmpty()) {
            halted = Optional.of(reason);
        }
    }
}
