package dev.gossip.core.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.core.StandardRuntime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrderedTasksTest {

    @Test
    void conclusionsKeepTheOrderOfSubmissionWhateverTheTasksTake() throws InterruptedException {
        int count = 20_000;
        List<Integer> concluded = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(count);
        try (StandardRuntime runtime = StandardRuntime.create()) {
            OrderedTasks tasks = new OrderedTasks(runtime.workers());
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < count; i++) {
                int number = i;
                int effort = random.nextInt(200);
                tasks.submit(() -> {
                    long sum = 0;
                    for (int k = 0; k < effort; k++) {
                        sum += k;
                    }
                    long result = sum;
                    return () -> {
                        concluded.add(result < 0 ? -1 : number);
                        done.countDown();
                    };
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
        for (int i = 0; i < count; i++) {
            assertThat(concluded.get(i)).isEqualTo(i);
        }
    }

    @Test
    void aTaskOrAConclusionThatFailsHoldsBackNobody() {
        List<Runnable> pool = new ArrayList<>();
        List<String> concluded = new ArrayList<>();
        OrderedTasks tasks = new OrderedTasks(pool::add);
        tasks.submit(() -> {
            throw new StackOverflowError("nested too deep");
        });
        tasks.submit(() -> () -> {
            throw new IllegalStateException("a bug");
        });
        tasks.submit(() -> () -> concluded.add("third"));

        assertThatThrownBy(() -> pool.get(0).run()).isInstanceOf(StackOverflowError.class);
        pool.get(1).run();
        pool.get(2).run();

        assertThat(concluded).containsExactly("third");
    }

    @Test
    void whatIsDoneAlreadyWaitsForWhatCameBefore() {
        List<Runnable> pool = new ArrayList<>();
        List<String> concluded = new ArrayList<>();
        OrderedTasks tasks = new OrderedTasks(pool::add);
        tasks.conclude(() -> concluded.add("first"));
        assertThat(concluded).as("nothing was before it").containsExactly("first");

        tasks.submit(() -> () -> concluded.add("second"));
        tasks.conclude(() -> concluded.add("third"));
        assertThat(concluded).containsExactly("first");
        pool.get(0).run();
        assertThat(concluded).containsExactly("first", "second", "third");
    }

    @Test
    void aClosedPoolSaysSoAndHoldsBackNobody() {
        List<String> concluded = new ArrayList<>();
        OrderedTasks tasks = new OrderedTasks(task -> {
            throw new RejectedExecutionException("closed");
        });
        assertThat(tasks.submit(() -> () -> concluded.add("never"))).isFalse();
        tasks.conclude(() -> concluded.add("after"));
        assertThat(concluded).containsExactly("after");
    }
}
