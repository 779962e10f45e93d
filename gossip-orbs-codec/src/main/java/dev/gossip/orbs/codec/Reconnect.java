package dev.gossip.orbs.codec;

import java.time.Duration;

/**
 * How often a node of the topology is dialled while there is no link. A link that was lost is dialled again at once, and
 * then by this schedule if it is lost again before it was healthy for long enough.
 *
 * @param first wait after the first failed dial; doubles with each failure
 * @param longest where the doubling ends
 * @param jitter part by which each wait varies at random, 0 to 1
 * @param healthy how long a link must live for the schedule to begin anew
 */
public record Reconnect(Duration first, Duration longest, double jitter, Duration healthy) {

    /** From 1 s to 30 s, varied by a fifth, anew after a minute. */
    public static final Reconnect DEFAULT =
            new Reconnect(Duration.ofSeconds(1), Duration.ofSeconds(30), 0.2, Duration.ofSeconds(60));

    /** @throws IllegalArgumentException naming the rule that is broken */
    public Reconnect {
        if (first.isZero() || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "reconnecting needs 0 < first <= longest, got " + first + " and " + longest);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter " + jitter + " is outside 0..1");
        }
    }

    /** The same wait each time, as the original polls. */
    public static Reconnect every(Duration interval) {
        return new Reconnect(interval, interval, 0, Duration.ZERO);
    }
}
