package dev.gossip.api.body;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import java.util.List;

/**
 * One item of a channel's totally ordered sequence (a block). Unsigned by the sender; the item carries its own proof.
 *
 * @param sequence its number (unsigned)
 * @param data exactly the bytes that were ordered
 * @param companions what only entitled receivers get along with it (Fabric: private data); empty when pushed
 */
public record OrderedItem(long sequence, Bytes data, List<Bytes> companions) implements Body {

    public OrderedItem {
        companions = List.copyOf(companions);
    }

    /** An item without companions. */
    public static OrderedItem of(long sequence, Bytes data) {
        return new OrderedItem(sequence, data, List.of());
    }

    @Override
    public boolean isBulk() {
        return true;
    }
}
