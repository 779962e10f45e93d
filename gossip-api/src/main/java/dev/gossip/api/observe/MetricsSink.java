package dev.gossip.api.observe;

import java.util.function.DoubleSupplier;

/**
 * Where measurements go. Handles are looked up once and used often; tags come in key-value pairs and their number of
 * values is bounded by the caller. All methods are thread-safe and never throw.
 */
public interface MetricsSink {

    /** Discards everything. */
    MetricsSink NONE = new DiscardingMetrics();

    /** The counter of this name and these tags; the same call gives the same counter. */
    Counter counter(String name, String... tags);

    /** The timer of this name and these tags; the same call gives the same timer. */
    Timer timer(String name, String... tags);

    /** Samples {@code value} whenever the sink is read. */
    void gauge(String name, DoubleSupplier value, String... tags);

    /** A number that only grows. */
    interface Counter {
        /** Adds {@code amount}, at least 0. */
        void add(long amount);

        /** Adds one. */
        default void increment() {
            add(1);
        }
    }

    /** A distribution of durations. */
    interface Timer {
        /** @param nanos a duration in nanoseconds */
        void record(long nanos);
    }
}
