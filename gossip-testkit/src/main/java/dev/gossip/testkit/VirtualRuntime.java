package dev.gossip.testkit;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.Scheduler;
import dev.gossip.api.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A runtime in virtual time: lanes and workers are tasks of one {@link VirtualTime}, randomness follows from one seed, so
 * a run can be repeated exactly. Used by one thread.
 */
public final class VirtualRuntime implements GossipRuntime {

    private final VirtualTime time;
    private final long seed;
    private final Map<Class<?>, AutoCloseable> shared = new LinkedHashMap<>();
    private int sources;

    public VirtualRuntime(VirtualTime time, long seed) {
        this.time = time;
        this.seed = seed;
    }

    public VirtualTime virtualTime() {
        return time;
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public Scheduler scheduler() {
        return time;
    }

    @Override
    public Executor lanes() {
        return task -> time.schedule(Duration.ZERO, task);
    }

    @Override
    public Executor workers() {
        return lanes();
    }

    /** Advances the clock, at most by {@code limit}, until the stage is complete. */
    @Override
    public boolean await(CompletionStage<?> stage, Duration limit) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        return time.advanceUntil(future::isDone, limit);
    }

    @Override
    public RandomGenerator newRandom(String purpose) {
        return new java.util.SplittableRandom(seed * 31 + purpose.hashCode() + 1_000_003L * sources++);
    }

    @Override
    public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> opener) {
        return type.cast(shared.computeIfAbsent(type, key -> opener.get()));
    }

    @Override
    public void close() {
        for (AutoCloseable resource : shared.values()) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing " + resource, e);
            }
        }
        shared.clear();
    }
}
