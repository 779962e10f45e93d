package dev.gossip.crypto.authority;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The dates of a certificate, which knows no fractions of a second. */
public record Validity(Instant from, Instant until) {

    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    public Validity {
        from = from.truncatedTo(ChronoUnit.SECONDS);
        until = until.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Starts a little early, so that clocks of other machines may be behind. */
    public static Validity startingNow(Instant now, Duration span) {
        return of(now.minus(CLOCK_DIFFERENCE), span);
    }

    public static Validity of(Instant from, Duration span) {
        return new Validity(from, from.plus(span));
    }
}
