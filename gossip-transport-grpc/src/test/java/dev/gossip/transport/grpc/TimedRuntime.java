package dev.gossip.transport.grpc;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.Scheduler;
import dev.gossip.api.TimeSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A runtime with other timers than its own. */
record TimedRuntime(GossipRuntime real, Scheduler scheduler) implements GossipRuntime {

    @Override
    public TimeSource time() {
        return real.time();
    }

    @Override
    public Executor lanes() {
        return real.lanes();
    }

    @Override
    public Executor workers() {
        return real.workers();
    }

    @Override
    public RandomGenerator newRandom(String purpose) {
        return real.newRandom(purpose);
    }

    @Override
    public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> opener) {
        return real.shared(type, opener);
    }

    @Override
    public void close() {
        real.close();
    }
}
