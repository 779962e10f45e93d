package dev.gossip.api;

import java.time.Instant;

/** The only clock that framework code reads. */
public interface TimeSource {

    /** Nanoseconds of a monotonic clock with arbitrary origin; for durations. */
    long nanoTime();

    /** Wall-clock time; for certificates and incarnations. */
    Instant now();
}
