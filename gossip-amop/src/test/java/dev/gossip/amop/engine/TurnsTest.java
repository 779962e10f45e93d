package dev.gossip.amop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final CompletionStage<Integer> DONE = CompletableFuture.completedStage(0);

    private final Deque<Runnable> pool = new ArrayDeque<>();
    private final List<Integer> begun = new ArrayList<>();

    private void runAll() {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
    }

    @Test
    void whatIsDoneAtOnceFollowsOnOneThread() {
        Turns<Integer> turns = new Turns<>(pool::add, item -> {
            begun.add(item);
            return DONE;
        });
        IntStream.range(0, 60).forEach(turns::add);

        assertThat(pool).hasSize(1);
        pool.remove().run();
        assertThat(begun).hasSize(60).isSorted();
        assertThat(pool).isEmpty();

        turns.add(60);
        runAll();
        assertThat(begun).endsWith(60);
    }

    @Test
    void aLongQueueLeavesTheThreadToOthersNowAndThen() {
        Turns<Integer> turns = new Turns<>(pool::add, item -> {
            begun.add(item);
            return DONE;
        });
        IntStream.range(0, 1_000).forEach(turns::add);

        pool.remove().run();
        assertThat(begun).hasSizeLessThan(1_000);
        assertThat(pool).hasSize(1);
        runAll();
        assertThat(begun).hasSize(1_000).isSorted();
    }

    @Test
    void theNextBeginsWhenTheStageBeforeIsComplete() {
        List<CompletableFuture<Integer>> stages = new ArrayList<>();
        Turns<Integer> turns = new Turns<>(pool::add, item -> {
            begun.add(item);
            CompletableFuture<Integer> stage = new CompletableFuture<>();
            stages.add(stage);
            return stage;
        });
        turns.add(1);
        turns.add(2);
        turns.add(3);
        runAll();
        assertThat(begun).containsExactly(1);

        assertThat(turns.remove(1)).as("has begun").isFalse();
        assertThat(turns.remove(2)).isTrue();
        stages.get(0).completeExceptionally(new IllegalStateException("failed"));
        runAll();
        assertThat(begun).containsExactly(1, 3);

        turns.add(4);
        assertThat(turns.removeAll()).containsExactly(4);
        stages.get(1).complete(0);
        runAll();
        assertThat(begun).containsExactly(1, 3);
    }

    /** Items come from one thread, stages complete at once or on another thread. */
    @Test
    void threadsNeverHandleTwoAtATime() throws Exception {
        int items = 20_000;
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<Integer> order = new ArrayList<>(items);
            CountDownLatch left = new CountDownLatch(items);
            Turns<Integer> turns = new Turns<>(threads, item -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                order.add(item);
                if (item % 3 == 0) {
                    return CompletableFuture.runAsync(() -> end(inside, left), threads);
                }
                end(inside, left);
                return DONE;
            });
            IntStream.range(0, items).forEach(turns::add);

            assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(most).hasValue(1);
            assertThat(order).hasSize(items).isSorted();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void end(AtomicInteger inside, CountDownLatch left) {
        inside.decrementAndGet();
        left.countDown();
    }
}
