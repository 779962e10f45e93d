package dev.gossip.simulator;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a frame travels from one host to another, besides the time that its sender's uplink needs. */
@FunctionalInterface
public interface Latency {

    /** Nanoseconds for one frame, at least 0; all chance comes from {@code random}. */
    long nanos(RandomGenerator random);

    /** Always the same. */
    static Latency fixed(Duration latency) {
        long nanos = latency.toNanos();
        return random -> nanos;
    }

    /** Uniformly distributed between two bounds, both included. */
    static Latency uniform(Duration least, Duration most) {
        long from = least.toNanos();
        long to = most.toNanos();
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("bounds must satisfy 0 <= least <= most, got " + least + ", " + most);
        }
        return random -> random.nextLong(from, to + 1);
    }

    /** Log-normally distributed, as measured on the internet: half of all frames take longer than {@code median}. */
    static Latency longTailed(Duration median, Duration ninetyNinth) {
        double centre = Math.log(median.toNanos());
        double spread = (Math.log(ninetyNinth.toNanos()) - centre) / 2.326;
        if (!(spread >= 0)) {
            throw new IllegalArgumentException(
                    "the 99th percentile must not be below the median, got " + ninetyNinth + " below " + median);
        }
        return random -> (long) Math.exp(centre + spread * random.nextGaussian());
    }
}
