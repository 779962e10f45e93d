package dev.gossip.state;

import dev.gossip.api.body.OrderedItem;

/** Hears of every item appended to the store, exactly once and in order. Called on the channel's lane; must not block. */
@FunctionalInterface
public interface CommitListener {

    /** The store holds {@code item} now. Companions are present only for items that were transferred or our own. */
    void committed(OrderedItem item, Source source);
}
