package dev.gossip.chronos.json;

import java.time.Duration;

/**
 * Spans of time of a Chronos node; all positive.
 *
 * @param handshakeInterval between handshakes on a link that has nothing else to say
 * @param replyTimeout for an answer, after which the link is closed and dialled anew
 * @param idleTimeout for the next question, after which the answering side closes
 * @param fetchTimeout for a block that an announcer was asked for, after which another one is
 * @param selectionDelay from the first candidate for the next height to the choice of the best
 * @param banTime for whoever sent a block that is not what its hash says
 */
public record ChronosTiming(
        Duration handshakeInterval,
        Duration replyTimeout,
        Duration idleTimeout,
        Duration fetchTimeout,
        Duration selectionDelay,
        Duration banTime) {

    /** 1 s, 10 s, 30 s, 5 s, 1 s and 1 min. */
    public static final ChronosTiming DEFAULT = new ChronosTiming(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));

    /** @throws IllegalArgumentException naming the span that is not positive, or too short to be useful */
    public ChronosTiming {
        positive("handshakeInterval", handshakeInterval);
        positive("replyTimeout", replyTimeout);
        positive("idleTimeout", idleTimeout);
        positive("fetchTimeout", fetchTimeout);
        positive("selectionDelay", selectionDelay);
        positive("banTime", banTime);
        if (idleTimeout.compareTo(handshakeInterval.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException("idleTimeout is " + idleTimeout
                    + "; it must be at least three times the handshakeInterval of " + handshakeInterval);
        }
    }

    private static void positive(String name, Duration span) {
        if (span.isZero() || span.isNegative()) {
            throw new IllegalArgumentException(name + " is " + span + "; it must be positive");
        }
    }

    /** A copy with another {@code handshakeInterval}. */
    public ChronosTiming withHandshakeInterval(Duration value) {
        return new ChronosTiming(value, replyTimeout, idleTimeout, fetchTimeout, selectionDelay, banTime);
    }

    /** A copy with another {@code selectionDelay}. */
    public ChronosTiming withSelectionDelay(Duration value) {
        return new ChronosTiming(handshakeInterval, replyTimeout, idleTimeout, fetchTimeout, value, banTime);
    }
}
