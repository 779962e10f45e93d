package dev.gossip.orbs.codec;

import java.time.Duration;

/**
 * When a connection counts as idle and as dead.
 *
 * @param keepAliveInterval after such a time without a message the dialling side sends an empty one
 * @param networkTimeout after such a time without a complete message the accepting side closes; at least three keepalive
 *     intervals, and long enough for the largest message on the slowest link
 */
public record LinkTiming(Duration keepAliveInterval, Duration networkTimeout) {

    /** Keepalives every second, closed after 30 s. */
    public static final LinkTiming DEFAULT = new LinkTiming(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** @throws IllegalArgumentException if the interval is not positive, or more than a third of the timeout */
    public LinkTiming {
        if (keepAliveInterval.isZero() || keepAliveInterval.isNegative()) {
            throw new IllegalArgumentException("keepAliveInterval must be positive, got " + keepAliveInterval);
        }
        if (keepAliveInterval.multipliedBy(3).compareTo(networkTimeout) > 0) {
            throw new IllegalArgumentException("keepAliveInterval " + keepAliveInterval
                    + " must be at most a third of networkTimeout " + networkTimeout
                    + ", or healthy links are cut");
        }
    }
}
