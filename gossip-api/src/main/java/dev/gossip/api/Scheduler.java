package dev.gossip.api;

import java.time.Duration;

/** Runs short tasks later. */
@FunctionalInterface
public interface Scheduler {

    /** Runs {@code task} once after {@code delay} on a thread of the runtime; the task must not block. */
    Cancellable schedule(Duration delay, Runnable task);
}
