package dev.gossip.spi.protocol;

import java.time.Duration;

/**
 * How connections become links.
 *
 * @param duplex whether one connection carries traffic both ways; if not, only the dialler sends messages
 * @param duplicates which of two links to one peer survives
 * @param greetingTimeout how long a connection may take to be established
 */
public record LinkPolicy(boolean duplex, Duplicates duplicates, Duration greetingTimeout) {

    /** Which of two links to the same peer survives. */
    public enum Duplicates {
        /** Of two in the same direction the newer; of two in opposite directions the one that the lower id dialled. */
        NEWEST_THEN_LOWER_ID,
        /** The older one. */
        OLDEST
    }
}
