package dev.gossip.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.NodeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullNetworkTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyItemReachesEveryNodeDespiteLossAndReordering(long seed) {
        PullNetwork network = new PullNetwork(20, PullConfig.DEFAULT, new SplittableRandom(seed));
        network.wire.loss(0.2).latency(Duration.ofMillis(5), Duration.ofMillis(300));
        for (int number = 0; number < 40; number++) {
            network.nodes.get(number % 20).store.with(number);
        }

        boolean complete = network.time.advanceUntil(
                () -> IntStream.range(0, 40).allMatch(number -> network.allHold(Items.id(number))),
                Duration.ofMinutes(3));

        assertThat(complete).as("seed %d", seed).isTrue();
        assertThat(network.wire.lost()).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void slowLinksCostRoundsAndAreCounted(long seed) {
        PullNetwork network = new PullNetwork(10, PullConfig.DEFAULT, new SplittableRandom(seed));
        // A round trip of 0.8 to 1.6 s against a digest window of 1 s.
        network.wire.latency(Duration.ofMillis(400), Duration.ofMillis(400));
        network.nodes.get(0).store.with(1, 2, 3);

        boolean complete = network.time.advanceUntil(() -> network.allHold(Items.id(3)), Duration.ofMinutes(5));

        assertThat(complete).as("seed %d", seed).isTrue();
        assertThat(network.drops).as("seed %d", seed).containsKey(PullDrops.LATE_DIGEST);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {6, 7})
    void aPartitionClosesAfterItHeals(long seed) {
        PullNetwork network = new PullNetwork(10, PullConfig.DEFAULT, new SplittableRandom(seed));
        Set<NodeId> left = new HashSet<>();
        network.nodes.subList(0, 5).forEach(node -> left.add(node.id));
        network.wire.partition(List.of(left));
        network.nodes.get(0).store.with(1);
        network.nodes.get(9).store.with(2);

        network.time.advance(Duration.ofMinutes(1));
        assertThat(network.nodes)
                .as("seed %d", seed)
                .allSatisfy(
                        node -> assertThat(node.store.held).containsOnlyKeys(Items.id(left.contains(node.id) ? 1 : 2)));

        network.wire.heal();
        assertThat(network.time.advanceUntil(
                        () -> network.allHold(Items.id(1)) && network.allHold(Items.id(2)), Duration.ofMinutes(1)))
                .as("seed %d", seed)
                .isTrue();
    }
}
