package dev.gossip.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Cancellable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime();
    private final List<String> ran = new ArrayList<>();

    private Cancellable later(long millis, String name) {
        return time.schedule(Duration.ofMillis(millis), () -> ran.add(name + "@" + time.nanoTime() / 1_000_000));
    }

    @Test
    void bothClocksMoveTogetherAndOnlyWhenTold() {
        VirtualTime own = new VirtualTime(Instant.parse("2030-05-06T07:08:09Z"));
        assertThat(own.nanoTime()).isZero();
        own.advance(Duration.ofSeconds(90));
        assertThat(own.nanoTime()).isEqualTo(90_000_000_000L);
        assertThat(own.now()).isEqualTo(Instant.parse("2030-05-06T07:09:39Z"));
        assertThat(time.now()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void tasksRunWhenDueInTheOrderOfTimeThenOfScheduling() {
        later(20, "c");
        later(10, "a");
        later(10, "b");
        later(30, "d");
        time.advance(Duration.ofMillis(25));
        assertThat(ran).containsExactly("a@10", "b@10", "c@20");
        assertThat(time.nanoTime()).isEqualTo(25_000_000);
        assertThat(time.pendingTasks()).isEqualTo(1);
        time.advance(Duration.ofMillis(5));
        assertThat(ran).last().isEqualTo("d@30");
    }

    @Test
    void randomDelaysRunInOrder() {
        for (long seed = 1; seed <= 50; seed++) {
            VirtualTime own = new VirtualTime();
            SplittableRandom random = new SplittableRandom(seed);
            List<Long> due = new ArrayList<>();
            List<Long> seen = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                long delay = random.nextLong(1_000);
                due.add(delay);
                own.schedule(Duration.ofNanos(delay), () -> seen.add(own.nanoTime()));
            }
            own.advance(Duration.ofNanos(1_000));
            due.sort(null);
            assertThat(seen).as("seed %d", seed).isEqualTo(due);
        }
    }

    @Test
    void whatATaskSchedulesRunsInTheSameAdvanceIfDue() {
        time.schedule(Duration.ofMillis(1), () -> {
            later(0, "now");
            later(1, "soon");
            later(10, "late");
        });
        time.advance(Duration.ofMillis(2));
        assertThat(ran).containsExactly("now@1", "soon@2");
    }

    @Test
    void settleRunsOnlyWhatIsDueNow() {
        later(0, "first");
        time.schedule(Duration.ZERO, () -> later(0, "second"));
        later(1, "later");
        time.settle();
        assertThat(ran).containsExactly("first@0", "second@0");
        assertThat(time.nanoTime()).isZero();
    }

    @Test
    void aNegativeDelayIsNoDelay() {
        time.advance(Duration.ofMillis(5));
        later(-3, "a");
        time.settle();
        assertThat(ran).containsExactly("a@5");
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        Cancellable cancelled = later(10, "cancelled");
        later(10, "kept");
        cancelled.cancel();
        cancelled.cancel();
        assertThat(time.pendingTasks()).isEqualTo(1);
        time.advance(Duration.ofMillis(10));
        assertThat(ran).containsExactly("kept@10");
    }

    @Test
    void aTaskMayCancelAnotherOfTheSameMoment() {
        Cancellable[] second = new Cancellable[1];
        time.schedule(Duration.ofMillis(1), () -> second[0].cancel());
        second[0] = later(1, "second");
        time.advance(Duration.ofMillis(1));
        assertThat(ran).isEmpty();
        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    void advanceUntilStopsAtTheTaskThatMakesItTrue() {
        later(10, "a");
        later(20, "b");
        assertThat(time.advanceUntil(() -> ran.contains("a@10"), Duration.ofSeconds(1)))
                .isTrue();
        assertThat(time.nanoTime()).isEqualTo(10_000_000);
        assertThat(ran).hasSize(1);
    }

    @Test
    void advanceUntilGivesUpAtItsLimit() {
        later(20, "b");
        assertThat(time.advanceUntil(() -> !ran.isEmpty(), Duration.ofMillis(19)))
                .isFalse();
        assertThat(time.nanoTime()).isEqualTo(19_000_000);
        assertThat(time.advanceUntil(() -> !ran.isEmpty(), Duration.ofMillis(1)))
                .isTrue();
    }

    @Test
    void advanceUntilOfATrueConditionMovesNothing() {
        later(0, "a");
        assertThat(time.advanceUntil(() -> true, Duration.ofSeconds(1))).isTrue();
        assertThat(ran).isEmpty();
    }

    @Test
    void aFailingTaskFailsTheTestAndTheRestCanGoOn() {
        time.schedule(Duration.ofMillis(1), () -> {
            throw new IllegalStateException("boom");
        });
        later(2, "after");
        assertThatThrownBy(() -> time.advance(Duration.ofMillis(5))).hasMessage("boom");
        time.advance(Duration.ofMillis(5));
        assertThat(ran).containsExactly("after@2");
    }
}
