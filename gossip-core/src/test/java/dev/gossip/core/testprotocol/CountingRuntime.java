package dev.gossip.core.testprotocol;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.Scheduler;
import dev.gossip.api.TimeSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Another runtime, of which it knows when its lanes and workers have nothing left to do. */
public final class CountingRuntime implements GossipRuntime {

    private final GossipRuntime inner;
    private int running;

    public CountingRuntime(GossipRuntime inner) {
        this.inner = inner;
    }

    /** Waits until no task of lanes or workers runs or waits. */
    public synchronized void awaitIdle() throws InterruptedException {
        while (running > 0) {
            wait();
        }
    }

    private Executor counted(Executor pool) {
        return task -> {
            add(1);
            pool.execute(() -> {
                try {
                    task.run();
                } finally {
                    add(-1);
                }
            });
        };
    }

    private synchronized void add(int change) {
        running += change;
        notifyAll();
    }

    @Override
    public TimeSource time() {
        return inner.time();
    }

    @Override
    public Scheduler scheduler() {
        return inner.scheduler();
    }

    @Override
    public Executor lanes() {
        return counted(inner.lanes());
    }

    @Override
    public Executor workers() {
        return counted(inner.workers());
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
