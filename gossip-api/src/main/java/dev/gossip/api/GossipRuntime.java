package dev.gossip.api;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Time, threads and randomness, shared by any number of nodes of one process. Closed by whoever made it, after the nodes
 * that use it. Everything that must be deterministic in a simulation comes from here.
 */
public interface GossipRuntime extends AutoCloseable {

    /** The clock. */
    TimeSource time();

    /** Runs short tasks later. */
    Scheduler scheduler();

    /** Runs lanes; tasks are short and never block. */
    Executor lanes();

    /** Runs signature checks and other computing beside the lanes; tasks do not block. */
    Executor workers();

    /** Runs application handlers, which may block; grows with the number of subscriptions. */
    default Executor handlers() {
        return workers();
    }

    /**
     * Waits for {@code stage}, for the few calls of the framework that block their caller (start and close of a node).
     *
     * @return whether it completed, normally or not, within {@code limit}
     */
    default boolean await(CompletionStage<?> stage, Duration limit) {
        try {
            stage.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A source of randomness of its own for {@code purpose}; not thread-safe. */
    RandomGenerator newRandom(String purpose);

    /**
     * A resource shared by all nodes of this runtime, opened at first use and closed with the runtime (a transport's
     * event loops, for example).
     */
    <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> opener);

    @Override
    void close();
}
