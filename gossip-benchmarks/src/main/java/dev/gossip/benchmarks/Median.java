package dev.gossip.benchmarks;

import java.util.Arrays;

/** The middle one of some figures, which one slow turn does not move. */
public final class Median {

    private Median() {}

    /** @throws IllegalArgumentException if there is none */
    public static double of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no figures, no median");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
