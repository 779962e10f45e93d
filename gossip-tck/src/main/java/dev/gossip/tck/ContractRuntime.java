package dev.gossip.tck;

import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.Scheduler;
import dev.gossip.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A small runtime on real threads, all of them daemons whose names start with {@code gossip-contract-}. */
final class ContractRuntime implements GossipRuntime, TimeSource {

    private static final int THREADS = 3;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("timer"));
    private final ExecutorService lanes = Executors.newFixedThreadPool(THREADS, named("lane"));
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, named("worker"));
    private final Map<Class<?>, AutoCloseable> shared = new HashMap<>();
    private final Deque<AutoCloseable> newestFirst = new ArrayDeque<>();
    private boolean closed;

    private static ThreadFactory named(String part) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "gossip-contract-" + part + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public TimeSource time() {
        return this;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Scheduler scheduler() {
        return this::schedule;
    }

    private Cancellable schedule(Duration delay, Runnable task) {
        Future<?> pending = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    @Override
    public Executor lanes() {
        return lanes;
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public RandomGenerator newRandom(String purpose) {
        return new SplittableRandom(purpose.hashCode());
    }

    @Override
    public synchronized <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> opener) {
        if (closed) {
            throw new IllegalStateException("the runtime is closed");
        }
        AutoCloseable resource = shared.get(type);
        if (resource == null) {
            resource = opener.get();
            shared.put(type, resource);
            newestFirst.push(resource);
        }
        return type.cast(resource);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            while (!newestFirst.isEmpty()) {
                newestFirst.pop().close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("a shared resource failed to close", e);
        } finally {
            List.of(timer, lanes, workers).forEach(ExecutorService::shutdownNow);
        }
    }
}
