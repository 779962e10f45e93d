package dev.gossip.fabric.block;

import dev.gossip.api.observe.DropReason;

/** The outcome of checking a block. */
public sealed interface BlockVerdict {

    /** Every rule holds. */
    record Valid(BlockHeader header) implements BlockVerdict {}

    /**
     * A rule is broken.
     *
     * @param reason one of {@link BlockDropReasons}
     * @param detail for people: what was expected and what was found
     */
    record Refused(DropReason reason, String detail) implements BlockVerdict {}

    default boolean isValid() {
        return this instanceof Valid;
    }
}
