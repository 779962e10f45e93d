package dev.gossip.fabric.large;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.Scheduler;
import dev.gossip.api.TimeSource;
import dev.gossip.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One worker for everything beside the lanes, on which each signature check takes a while. */
final class SlowRuntime implements GossipRuntime {

    private final VirtualRuntime shared;
    private final LongSupplier checks;
    private final Duration perCheck;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;
    int longest;

    SlowRuntime(VirtualRuntime shared, LongSupplier checks, Duration perCheck) {
        this.shared = shared;
        this.checks = checks;
        this.perCheck = perCheck;
    }

    @Override
    public Executor workers() {
        return task -> {
            waiting.add(task);
            longest = Math.max(longest, waiting.size());
            if (!busy) {
                busy = true;
                shared.scheduler().schedule(Duration.ZERO, this::next);
            }
        };
    }

    /** The time that a task took passes before the next one begins. */
    private void next() {
        Runnable task = waiting.poll();
        if (task == null) {
            busy = false;
            return;
        }
        long before = checks.getAsLong();
        task.run();
        shared.scheduler().schedule(perCheck.multipliedBy(checks.getAsLong() - before), this::next);
    }

    @Override
    public TimeSource time() {
        return shared.time();
    }

    @Override
    public Scheduler scheduler() {
        return shared.scheduler();
    }

    @Override
    public Executor lanes() {
        return shared.lanes();
    }

    @Override
    public boolean await(CompletionStage<?> stage, Duration limit) {
        return shared.await(stage, limit);
    }

    @Override
    public RandomGenerator newRandom(String purpose) {
        return shared.newRandom(purpose);
    }

    @Override
    public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> opener) {
        return shared.shared(type, opener);
    }

    @Override
    public void close() {}
}
