package dev.gossip.examples.inspect;

import dev.gossip.api.TimeSource;
import java.time.Instant;

/** Stands still long ago, so that old recordings stay readable after their certificates have expired. */
enum StoppedClock implements TimeSource {
    INSTANCE;

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public Instant now() {
        return Instant.parse("2000-01-01T00:00:00Z");
    }
}
