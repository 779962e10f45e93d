package dev.gossip.chronos.json.block;

import java.util.Optional;

/** A network's own rules for blocks, beyond their form and hash. Thread-safe; called on threads that must not block. */
public interface BlockValidator {

    /** Accepts every block whose form and hash are right. */
    BlockValidator NONE = block -> Optional.empty();

    /**
     * Judges a block before it is passed on or committed.
     *
     * @return why it is refused; empty if it is good
     */
    Optional<String> refusal(ChronosBlock block);
}
