package dev.gossip.core;

import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.Scheduler;
import dev.gossip.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runtime of a real process: the system clock, one timer thread, a pool for lanes, a pool for computing and threads on
 * demand for application handlers. All threads are daemons whose names start with {@code gossip-}.
 */
public final class StandardRuntime implements GossipRuntime, TimeSource, Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(StandardRuntime.class);

    /** Below this a timer usually fires, so that a line would gain nothing. */
    private static final long SHORTEST_LINE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int MAX_LINES = 64;

    private final ScheduledThreadPoolExecutor timer;
    private final Map<Long, DelayLine> lines = new ConcurrentHashMap<>();
    private final ExecutorService lanes;
    private final ExecutorService workers;
    private final ExecutorService handlers;
    private final Map<Class<?>, AutoCloseable> shared = new HashMap<>();
    private final Deque<AutoCloseable> openedLast = new ArrayDeque<>();
    private boolean closed;

    private StandardRuntime(int threads) {
        timer = new ScheduledThreadPoolExecutor(1, named("gossip-timer"));
        timer.setRemoveOnCancelPolicy(true);
        lanes = Executors.newFixedThreadPool(threads, named("gossip-lane"));
        workers = Executors.newFixedThreadPool(threads, named("gossip-worker"));
        handlers = Executors.newCachedThreadPool(named("gossip-handler"));
    }

    /** A runtime with as many lane and worker threads as the machine has processors, at least two each. */
    public static StandardRuntime create() {
        return new StandardRuntime(Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + "-" + number.incrementAndGet());
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
        return this;
    }

    /** Timeouts of one length share a {@link DelayLine}; rare lengths, those with jitter for example, are timers of their own. */
    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        long nanos = delay.toNanos();
        if (nanos < SHORTEST_LINE_NANOS) {
            return arm(task, nanos);
        }
        DelayLine line = lines.get(nanos);
        if (line == null && lines.size() < MAX_LINES) {
            line = lines.computeIfAbsent(nanos, this::newLine);
        }
        return line == null ? arm(task, nanos) : line.add(task);
    }

    private DelayLine newLine(long nanos) {
        return new DelayLine(nanos, this, this::arm, () -> lines.remove(nanos));
    }

    private Cancellable arm(Runnable task, long nanos) {
        try {
            Future<?> future = timer.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("a task is not scheduled, because the runtime is closed");
            return () -> {};
        }
    }

    /** Whatever a task throws: later ones go on. */
    static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a timer task failed; later ones go on", e);
        }
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
    public Executor handlers() {
        return handlers;
    }

    /** Seeded by the JDK's entropy; every purpose gets a source of its own. */
    @Override
    public RandomGenerator newRandom(String purpose) {
        return new java.security.SecureRandom();
    }

    @Override
    public synchronized <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> opener) {
        if (closed) {
            throw new IllegalStateException("the runtime is closed; " + type.getSimpleName() + " cannot be opened");
        }
        AutoCloseable resource = shared.get(type);
        if (resource == null) {
            resource = opener.get();
            shared.put(type, resource);
            openedLast.push(resource);
        }
        return type.cast(resource);
    }

    /**
     * Closes shared resources, last opened first, then ends all threads. What waits for a lane or a worker still runs, so
     * that whoever waits for it hears of it; timers are forgotten and application handlers are interrupted. Idempotent.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        while (!openedLast.isEmpty()) {
            AutoCloseable resource = openedLast.pop();
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("closing {} failed", resource, e);
            }
        }
        timer.shutdownNow();
        lanes.shutdown();
        workers.shutdown();
        handlers.shutdownNow();
    }
}
