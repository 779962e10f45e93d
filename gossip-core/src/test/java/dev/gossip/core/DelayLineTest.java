package dev.gossip.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Cancellable;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DelayLineTest {

    private static final Duration DELAY = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final List<String> ran = new ArrayList<>();
    private int armed;
    private int emptied;
    private final DelayLine line = new DelayLine(
            DELAY.toNanos(),
            time,
            (task, nanos) -> {
                armed++;
                time.schedule(Duration.ofNanos(nanos), task);
            },
            () -> emptied++);

    @Test
    void tasksRunWhenTheyAreDueAndInTheirOrder() {
        line.add(() -> ran.add("a"));
        time.advance(Duration.ofMillis(400));
        line.add(() -> ran.add("b"));
        line.add(() -> ran.add("c"));
        time.advance(Duration.ofMillis(599));
        assertThat(ran).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(ran).containsExactly("a");
        time.advance(Duration.ofMillis(399));
        assertThat(ran).containsExactly("a");
        time.advance(Duration.ofMillis(1));
        assertThat(ran).containsExactly("a", "b", "c");
        assertThat(emptied).isOne();
    }

    @Test
    void manyCancelledTimeoutsNeedOneTimerPerDelay() {
        for (int i = 0; i < 10_000; i++) {
            line.add(() -> ran.add("late")).cancel();
            time.advance(Duration.ofMillis(1));
        }
        assertThat(ran).isEmpty();
        assertThat(armed).isLessThanOrEqualTo(10);
    }

    @Test
    void aTaskThatThrowsKeepsNothingFromTheOthers() {
        line.add(() -> {
            throw new IllegalStateException("on purpose");
        });
        line.add(() -> ran.add("b"));
        time.advance(DELAY);
        assertThat(ran).containsExactly("b");
    }

    @Test
    void whatIsCancelledNeverRunsAndAllElseDoesOnTime() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<Integer, Cancellable> open = new TreeMap<>();
        Set<Integer> cancelled = new HashSet<>();
        Map<Integer, Long> due = new TreeMap<>();
        Map<Integer, Long> seen = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            int number = i;
            due.put(number, time.nanoTime() + DELAY.toNanos());
            open.put(number, line.add(() -> seen.put(number, time.nanoTime())));
            if (random.nextInt(3) > 0) {
                int victim = random.nextInt(i + 1);
                if (!seen.containsKey(victim)) {
                    cancelled.add(victim);
                }
                open.get(victim).cancel();
            }
            time.advance(Duration.ofMillis(random.nextInt(20)));
        }
        time.advance(DELAY);
        due.keySet().removeAll(cancelled);
        assertThat(seen).as("seed %d", seed).isEqualTo(due);
    }
}
