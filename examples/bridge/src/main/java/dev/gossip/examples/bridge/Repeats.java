package dev.gossip.examples.bridge;

import dev.gossip.api.Bytes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stops a message that goes round among bridges that do not know each other: after so many equal payloads in a row, with no
 * more than a window from one to the next, that payload is refused for a window, in which everything that went round is gone.
 * Bounded: the payloads that were heard last are known. Thread-safe.
 */
final class Repeats {

    private final int most;
    private final long windowNanos;
    private final Map<Bytes, Run> runs;

    /** @param bound how many payloads are known at most */
    Repeats(int most, Duration window, int bound) {
        this.most = most;
        this.windowNanos = window.toNanos();
        this.runs = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Bytes, Run> eldest) {
                return size() > bound;
            }
        };
    }

    private static final class Run {
        int count;
        long last;
        boolean refused;
        long refusedSince;
    }

    /** @return whether a payload with this digest may be relayed */
    synchronized boolean admit(Bytes digest, long now) {
        Run run = runs.computeIfAbsent(digest, fresh -> new Run());
        boolean over = run.refused ? now - run.refusedSince > windowNanos : now - run.last > windowNanos;
        if (over) {
            run.count = 0;
            run.refused = false;
        }
        run.last = now;
        if (!run.refused && ++run.count > most) {
            run.refused = true;
            run.refusedSince = now;
        }
        return !run.refused;
    }
}
