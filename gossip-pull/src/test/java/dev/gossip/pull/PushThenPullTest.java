package dev.gossip.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The design point of gossip theory: push with fan-out 3 leaves about 6 % of the nodes out, and pull from 3 partners gives
 * every one of them the item, within two intervals for 99 of 100 messages.
 */
class PushThenPullTest {

    private static final int NODES = 100;
    private static final int MESSAGES = 300;
    private static final int FANOUT = 3;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {20240607, 7})
    void pullClosesWhatPushLeaves(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PullNetwork network = new PullNetwork(NODES, PullConfig.DEFAULT, random.split());
        network.wire.latency(Duration.ofMillis(10), Duration.ofMillis(20));
        network.time.advance(PullConfig.DEFAULT.pullInterval());
        Map<Bytes, Integer> missing = new HashMap<>();
        Map<Bytes, Long> published = new HashMap<>();
        List<Double> intervals = new ArrayList<>();
        double interval = PullConfig.DEFAULT.pullInterval().toNanos();
        network.nodes.forEach(node -> node.store.onNew = id -> {
            if (missing.merge(id, -1, Integer::sum) == 0) {
                intervals.add((network.time.nanoTime() - published.get(id)) / interval);
            }
        });

        long reachedByPush = 0;
        long copiesPushed = 0;
        for (int message = 0; message < MESSAGES; message++) {
            Bytes id = Items.id(message);
            missing.put(id, NODES);
            published.put(id, network.time.nanoTime());
            Set<Integer> reached = new HashSet<>();
            copiesPushed += push(random, reached);
            reachedByPush += reached.size();
            int number = message;
            reached.forEach(node -> network.nodes.get(node).store.with(number));
            network.time.advance(Duration.ofMillis(random.nextInt(600)));
        }
        network.time.advance(PullConfig.DEFAULT.pullInterval().multipliedBy(5));

        double coverage = (double) reachedByPush / (NODES * MESSAGES);
        double copies = (double) (copiesPushed + network.itemsCarried) / ((NODES - 1) * MESSAGES);
        double p99 = intervals.stream().sorted().toList().get(MESSAGES * 99 / 100 - 1);
        String report = "seed %d: coverage by push %.4f, copies per delivery %.3f, p99 %.2f intervals"
                .formatted(seed, coverage, copies, p99);
        System.out.println(report);

        // Mean 0.944 with standard deviation 0.026 per message, so 0.0015 for 300 of them; three deviations either way.
        assertThat(coverage).as(report).isBetween(0.9395, 0.9489);
        assertThat(missing.values())
                .as(report + ": every message at every node")
                .containsOnly(0);
        assertThat(intervals).hasSize(MESSAGES);
        assertThat(p99).as(report).isLessThanOrEqualTo(2.0);
        assertThat(copies).as(report).isLessThanOrEqualTo(3.0);
    }

    /** Every node that hears of the message passes it on once, to three others at random. */
    private static long push(SplittableRandom random, Set<Integer> reached) {
        Deque<Integer> toForward = new ArrayDeque<>();
        int source = random.nextInt(NODES);
        reached.add(source);
        toForward.add(source);
        long copies = 0;
        while (!toForward.isEmpty()) {
            int node = toForward.remove();
            List<Integer> others = IntStream.range(0, NODES)
                    .filter(other -> other != node)
                    .boxed()
                    .toList();
            for (int target : Samples.pick(others, FANOUT, random)) {
                copies++;
                if (reached.add(target)) {
                    toForward.add(target);
                }
            }
        }
        return copies;
    }
}
