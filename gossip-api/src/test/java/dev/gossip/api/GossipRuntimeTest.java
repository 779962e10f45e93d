package dev.gossip.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a runtime does unless it is told otherwise. */
class GossipRuntimeTest {

    private final GossipRuntime runtime = new Bare();

    @Test
    void awaitingTellsWhetherTheStageCompleted() {
        assertThat(runtime.await(CompletableFuture.completedFuture(1), Duration.ZERO))
                .isTrue();
        assertThat(runtime.await(CompletableFuture.failedFuture(new IllegalStateException()), Duration.ZERO))
                .isTrue();
        assertThat(runtime.await(new CompletableFuture<>(), Duration.ZERO)).isFalse();
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        Thread.currentThread().interrupt();
        assertThat(runtime.await(new CompletableFuture<>(), Duration.ofDays(1))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void handlersRunOnTheWorkers() {
        assertThat(runtime.handlers()).isSameAs(runtime.workers());
    }

    private static final class Bare implements GossipRuntime {

        private final Executor workers = Runnable::run;

        @Override
        public TimeSource time() {
            throw new AssertionError("not needed");
        }

        @Override
        public Scheduler scheduler() {
            throw new AssertionError("not needed");
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
            throw new AssertionError("not needed");
        }

        @Override
        public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> opener) {
            return opener.get();
        }

        @Override
        public void close() {}
    }
}
