package dev.gossip.examples.demo.chronos;

import java.time.Duration;
import java.util.Arrays;

/**
 * What a frame takes from node to node in this process: half of the time between a question and its answer, which is mostly
 * what other work on the same cores leaves. Thread-safe.
 */
final class HopMeter {

    /** A quiet machine is quicker; below this, chance decides. */
    static final Duration LEAST = Duration.ofMillis(25);

    private static final int LONGEST_MILLIS = 10_000;

    private final int[] counts = new int[LONGEST_MILLIS + 1];
    private int total;

    synchronized void answered(Duration roundTrip) {
        counts[(int) Math.min(LONGEST_MILLIS, roundTrip.toMillis())]++;
        total++;
    }

    /** Forgets what was measured, for example while everybody was starting. */
    synchronized void restart() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    /** Within which 99 of 100 frames arrived, and at least {@link #LEAST}. */
    synchronized Duration hop() {
        int millis = -1;
        for (int seen = 0; seen < total - total / 100; millis++) {
            seen += counts[millis + 1];
        }
        Duration half = Duration.ofMillis(millis + 1L).dividedBy(2);
        return half.compareTo(LEAST) > 0 ? half : LEAST;
    }
}
