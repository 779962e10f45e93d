package dev.gossip.spi.protocol;

import java.time.Duration;

/**
 * How connections become links.
 *
 * @param duplex whether one connection carries traffic both ways; if not, only the dialler sends messages, so that a pair
 *     of nodes keeps one link in each direction
 * @param duplicates which of two links to one peer survives
 * @param greetingTimeout how long a connection may take to be established
 * @param queuedFrames data frames that may wait to be written on one link, besides the bound in bytes that every link has
 */
public record LinkPolicy(boolean duplex, Duplicates duplicates, Duration greetingTimeout, int queuedFrames) {

    /** @throws IllegalArgumentException if no frame may wait */
    public LinkPolicy {
        if (queuedFrames < 1) {
            throw new IllegalArgumentException("queuedFrames must be at least 1, got " + queuedFrames);
        }
    }

    /** With a queue that only its bytes bound. */
    public LinkPolicy(boolean duplex, Duplicates duplicates, Duration greetingTimeout) {
        this(duplex, duplicates, greetingTimeout, Integer.MAX_VALUE);
    }

    /** Which of two links to the same peer survives. */
    public enum Duplicates {
        /** Of two in the same direction the newer; of two in opposite directions the one that the lower id dialled. */
        NEWEST_THEN_LOWER_ID,
        /** The older one. */
        OLDEST
    }
}
