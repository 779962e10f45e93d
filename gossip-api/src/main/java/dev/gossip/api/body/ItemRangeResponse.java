package dev.gossip.api.body;

import dev.gossip.api.Body;
import java.util.List;

/** Ordered items in ascending order; fewer than asked for is legal. */
public record ItemRangeResponse(List<OrderedItem> items) implements Body {

    public ItemRangeResponse {
        items = List.copyOf(items);
    }

    @Override
    public boolean isBulk() {
        return true;
    }
}
