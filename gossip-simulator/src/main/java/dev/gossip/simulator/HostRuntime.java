package dev.gossip.simulator;

import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.Scheduler;
import dev.gossip.api.TimeSource;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a node gets between two boots of its host. Once halted it runs nothing any more, like a process that is gone: not even
 * timers that were set before.
 */
final class HostRuntime implements GossipRuntime, TimeSource {

    private final VirtualTime time;
    private final VirtualRuntime inner;
    private final Duration clockOffset;
    private final Scheduler scheduler = this::later;
    private final Executor executor = task -> later(Duration.ZERO, task);
    private boolean halted;

    HostRuntime(VirtualTime time, long seed, Duration clockOffset, SimulatedHost host) {
        this.time = time;
        this.inner = new VirtualRuntime(time, seed);
        this.clockOffset = clockOffset;
        inner.shared(HostSockets.class, () -> new HostSockets(host, this));
    }

    boolean isHalted() {
        return halted;
    }

    void halt() {
        halted = true;
    }

    private Cancellable later(Duration delay, Runnable task) {
        return halted
                ? () -> {}
                : time.schedule(delay, () -> {
                    if (!halted) {
                        task.run();
                    }
                });
    }

    @Override
    public TimeSource time() {
        return this;
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Instant now() {
        return time.now().plus(clockOffset);
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public Executor lanes() {
        return executor;
    }

    @Override
    public Executor workers() {
        return executor;
    }

    @Override
    public boolean await(CompletionStage<?> stage, Duration limit) {
        return inner.await(stage, limit);
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
