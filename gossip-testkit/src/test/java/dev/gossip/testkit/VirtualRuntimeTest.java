package dev.gossip.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class VirtualRuntimeTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualRuntime runtime = new VirtualRuntime(time, 42);

    @Test
    void everythingRunsOnTheOneClock() {
        List<String> ran = new ArrayList<>();
        runtime.lanes().execute(() -> ran.add("lane"));
        runtime.workers().execute(() -> ran.add("worker"));
        runtime.handlers().execute(() -> ran.add("handler"));
        runtime.scheduler().schedule(Duration.ofMillis(1), () -> ran.add("timer"));
        assertThat(ran).as("nothing runs before the clock is told to").isEmpty();
        time.settle();
        assertThat(ran).containsExactly("lane", "worker", "handler");
        time.advance(Duration.ofMillis(1));
        assertThat(ran).last().isEqualTo("timer");
        assertThat(runtime.time().nanoTime()).isEqualTo(1_000_000);
        assertThat(runtime.virtualTime()).isSameAs(time);
    }

    @Test
    void awaitingMovesTheClock() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        time.schedule(Duration.ofSeconds(3), () -> stage.complete("done"));
        assertThat(runtime.await(stage, Duration.ofSeconds(2))).isFalse();
        assertThat(runtime.await(stage, Duration.ofSeconds(2))).isTrue();
        assertThat(time.nanoTime()).isEqualTo(3_000_000_000L);
    }

    @Test
    void aFailedStageCountsAsComplete() {
        assertThat(runtime.await(CompletableFuture.failedFuture(new IllegalStateException()), Duration.ZERO))
                .isTrue();
    }

    @Test
    void randomnessFollowsFromSeedPurposeAndOrder() {
        assertThat(numbers(42)).isEqualTo(numbers(42)).doesNotHaveDuplicates();
        assertThat(numbers(42)).doesNotContainAnyElementsOf(numbers(43));
    }

    private static List<Long> numbers(long seed) {
        VirtualRuntime own = new VirtualRuntime(new VirtualTime(), seed);
        return List.of(
                own.newRandom("router").nextLong(),
                own.newRandom("router").nextLong(),
                own.newRandom("pull").nextLong());
    }

    @Test
    void aSharedResourceIsOpenedOnceAndClosedWithTheRuntime() {
        List<Pool> opened = new ArrayList<>();
        Pool first = runtime.shared(Pool.class, () -> open(opened));
        assertThat(runtime.shared(Pool.class, () -> open(opened))).isSameAs(first);
        assertThat(opened).hasSize(1);
        runtime.close();
        runtime.close();
        assertThat(first.closes).isEqualTo(1);
    }

    private static Pool open(List<Pool> opened) {
        Pool pool = new Pool();
        opened.add(pool);
        return pool;
    }

    @Test
    void aResourceThatCannotCloseFailsTheTest() {
        runtime.shared(AutoCloseable.class, () -> () -> {
            throw new java.io.IOException("stuck");
        });
        assertThatIllegalStateException()
                .isThrownBy(runtime::close)
                .havingCause()
                .isInstanceOf(java.io.IOException.class)
                .withMessage("stuck");
    }

    private static final class Pool implements AutoCloseable {
        private int closes;

        @Override
        public void close() {
            closes++;
        }
    }
}
