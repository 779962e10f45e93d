package dev.gossip.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.core.StandardRuntime;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialLaneTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualRuntime runtime = new VirtualRuntime(time, 1);

    private SerialLane lane(int bound) {
        return new SerialLane("test", runtime.lanes(), time, bound);
    }

    @Test
    void tasksOfManyThreadsRunOneAtATimeAndInOrderPerThread() throws InterruptedException {
        int threads = 4;
        int perThread = 5_000;
        try (StandardRuntime real = StandardRuntime.create()) {
            SerialLane lane = new SerialLane("busy", real.lanes(), real, Integer.MAX_VALUE);
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger overlaps = new AtomicInteger();
            int[] last = new int[threads];
            AtomicInteger disorder = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(threads * perThread);
            for (int t = 0; t < threads; t++) {
                int thread = t;
                real.handlers().execute(() -> {
                    for (int i = 1; i <= perThread; i++) {
                        int number = i;
                        lane.execute(() -> {
                            overlaps.addAndGet(inside.incrementAndGet() - 1);
                            disorder.addAndGet(last[thread] == number - 1 ? 0 : 1);
                            last[thread] = number;
                            inside.decrementAndGet();
                            done.countDown();
                        });
                    }
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(overlaps).hasValue(0);
            assertThat(disorder).hasValue(0);
        }
    }

    @Test
    void aFullLaneRefusesWhatOthersCauseButNotItsOwnTimers() {
        SerialLane lane = lane(2);
        assertThat(lane.offer(() -> {})).isTrue();
        assertThat(lane.offer(() -> {})).isTrue();
        assertThat(lane.offer(() -> {})).isFalse();
        lane.execute(() -> {});
        assertThat(lane.depth()).isEqualTo(3);

        time.settle();
        assertThat(lane.depth()).isZero();
        assertThat(lane.offer(() -> {})).isTrue();
    }

    @Test
    void aFailingTaskDoesNotStopTheLane() {
        SerialLane lane = lane(10);
        List<String> ran = new ArrayList<>();
        lane.execute(() -> {
            throw new IllegalStateException("bug");
        });
        lane.execute(() -> ran.add("next"));
        time.settle();
        assertThat(ran).containsExactly("next");
    }

    @Test
    void anErrorDoesNotStopTheLaneEither() {
        SerialLane lane = lane(10);
        List<String> ran = new ArrayList<>();
        lane.execute(() -> {
            throw new NoClassDefFoundError("missing");
        });
        try {
            time.settle();
        } catch (NoClassDefFoundError e) {
            ran.add("escaped");
        }
        lane.execute(() -> ran.add("next"));
        time.settle();
        assertThat(ran).containsExactly("next");
    }

    @Test
    void aSeriesRunsEveryPeriodThroughFailuresUntilCancelled() {
        SerialLane lane = lane(10);
        AtomicInteger runs = new AtomicInteger();
        var series = lane.every(Duration.ofSeconds(1), () -> {
            if (runs.incrementAndGet() == 2) {
                throw new IllegalStateException("one bad run");
            }
        });
        time.advance(Duration.ofMillis(999));
        assertThat(runs).hasValue(0);
        time.advance(Duration.ofSeconds(4));
        assertThat(runs).hasValue(4);
        series.cancel();
        time.advance(Duration.ofSeconds(10));
        assertThat(runs).hasValue(4);
    }

    @Test
    void aClosedLaneRunsNothingMoreAndItsSeriesEnd() {
        SerialLane lane = lane(10);
        AtomicInteger runs = new AtomicInteger();
        lane.every(Duration.ofSeconds(1), runs::incrementAndGet);
        lane.close();
        lane.execute(runs::incrementAndGet);
        time.advance(Duration.ofSeconds(10));
        assertThat(runs).hasValue(0);
        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    void aTaskKnowsItsLane() {
        SerialLane lane = lane(10);
        List<Boolean> known = new ArrayList<>();
        lane.execute(() -> known.add(SerialLane.current().filter(lane::equals).isPresent()));
        time.settle();
        assertThat(known).containsExactly(true);
        assertThat(SerialLane.current()).isEmpty();
    }
}
