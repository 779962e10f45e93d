package dev.gossip.transport.netty;

import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.Scheduler;
import dev.gossip.api.TimeSource;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A runtime on real threads. Closing it fails if a buffer is still in use. */
final class TestRuntime implements GossipRuntime {

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final Map<Class<?>, AutoCloseable> shared = new LinkedHashMap<>();
    private final Map<String, String> properties;
    private final Scheduler scheduler;

    TestRuntime(String io) {
        this(io, "auto");
    }

    TestRuntime(String io, String tls) {
        this.properties = properties(io, tls);
        this.scheduler = this::later;
    }

    /** With timers that only run when the test says so. */
    TestRuntime(String io, String tls, Scheduler scheduler) {
        this.properties = properties(io, tls);
        this.scheduler = scheduler;
    }

    @Override
    public TimeSource time() {
        return new TimeSource() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }
        };
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public Executor lanes() {
        return workers;
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
        return type.cast(shared.computeIfAbsent(
                type, key -> type == NettyLoops.class ? NettyLoops.open(properties::get) : opener.get()));
    }

    @Override
    public synchronized void close() {
        try {
            for (AutoCloseable resource : shared.values()) {
                resource.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            timers.shutdownNow();
            workers.shutdownNow();
        }
        Await.until(
                "all buffers freed",
                () -> PooledByteBufAllocator.DEFAULT.pinnedDirectMemory() == 0
                        && PooledByteBufAllocator.DEFAULT.pinnedHeapMemory() == 0);
    }

    private static Map<String, String> properties(String io, String tls) {
        return Map.of(NettyIo.PROPERTY, io, TlsEngines.PROPERTY, tls);
    }

    private Cancellable later(Duration delay, Runnable task) {
        Future<?> timer = timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }
}
