package dev.gossip.api.observe;

import java.util.function.DoubleSupplier;

/**
 * Where measurements go. Handles are looked up once and used often; tags come in key-value pairs and their number of
 * values is bounded by the caller. All methods are thread-safe and never throw.
 */
public interface MetricsSink {

    /** Discards everything. */
    MetricsSink NONE = new DiscardingMetrics();

    Counter counter(String name, String... tags);

    Timer timer(String name, String... tags);

    /** Samples {@code value} whenever the sink is read. */
    void gauge(String name, DoubleSupplier value, String... tags);

    /** A number that only grows. */
    interface Counter {
        void add(long amount);

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
