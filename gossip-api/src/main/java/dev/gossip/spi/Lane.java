package dev.gossip.spi;

import dev.gossip.api.Cancellable;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * A serial mailbox: tasks run one at a time, in order. State that belongs to a lane is touched by its tasks only. Tasks
 * must not block.
 */
public interface Lane extends Executor {

    /** For logs and reports. */
    String name();

    /** Runs {@code task} on this lane after {@code delay}. */
    Cancellable schedule(Duration delay, Runnable task);

    /**
     * Runs {@code task} on this lane every {@code period}, first after {@code period}. A failing run is reported and does
     * not end the series.
     */
    Cancellable every(Duration period, Runnable task);
}
