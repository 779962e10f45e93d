package dev.gossip.orbs.codec;

import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.Scheduler;
import dev.gossip.api.TimeSource;
import dev.gossip.core.StandardRuntime;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The standard runtime, counting timers that have neither run nor been cancelled. */
final class CountingRuntime implements GossipRuntime {

    private final StandardRuntime inner = StandardRuntime.create();
    private final AtomicInteger timers = new AtomicInteger();

    int timers() {
        return timers.get();
    }

    @Override
    public TimeSource time() {
        return inner.time();
    }

    @Override
    public Scheduler scheduler() {
        return (delay, task) -> {
            AtomicBoolean open = new AtomicBoolean(true);
            timers.incrementAndGet();
            Runnable done = () -> timers.addAndGet(open.compareAndSet(true, false) ? -1 : 0);
            Cancellable timer = inner.scheduler().schedule(delay, () -> {
                done.run();
                task.run();
            });
            return () -> {
                done.run();
                timer.cancel();
            };
        };
    }

    @Override
    public Executor lanes() {
        return inner.lanes();
    }

    @Override
    public Executor workers() {
        return inner.workers();
    }

    @Override
    public Executor handlers() {
        return inner.handlers();
    }

    @Override
    public RandomGenerator newRandom(String purpose) {
        return inner.newRandom(purpose);
    }

    @Override
    public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> opener) {
        return inner.shared(type, opener);
    }

    @Override
    public void close() {
        inner.close();
    }
}
