package dev.gossip.chronos.json;

import dev.gossip.chronos.json.block.ChronosBlock;

/** Hears of blocks, on the node's control lane, in order; must not block. */
public interface ChronosListener {

    /** A block that we did not know; valid, but perhaps never chosen. */
    default void received(ChronosBlock block) {}

    /** The next block of the chain. */
    default void committed(ChronosBlock block) {}
}
