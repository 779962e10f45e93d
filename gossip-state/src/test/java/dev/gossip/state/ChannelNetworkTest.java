package dev.gossip.state;

import static dev.gossip.state.TestNet.ENDPOINT;
import static dev.gossip.state.TestNet.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.NodeId;
import dev.gossip.api.Peer.ChannelState;
import dev.gossip.api.body.OrderedItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole channels in a network that delays, reorders, loses and splits. */
class ChannelNetworkTest {

    private final Map<TestNode, StateChannel> channels = new LinkedHashMap<>();
    private final Map<TestNode, List<Long>> committed = new LinkedHashMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aLaggingNodeCatchesUpAHundredItemsDespiteLoss(long seed) {
        TestNet net = network(seed, 6);
        net.wire.loss(0.15);
        channels.keySet().stream().skip(1).forEach(node -> node.store.filled(100));
        openAll(net);

        boolean caughtUp = net.time.advanceUntil(() -> channelAt(0).height() == 100, Duration.ofMinutes(10));

        assertThat(caughtUp).as("seed %d", seed).isTrue();
        TestNode lagging = nodeAt(0);
        assertThat(committed.get(lagging))
                .as("seed %d", seed)
                .isEqualTo(LongStream.range(0, 100).boxed().toList());
        assertThat(channelAt(0).status().received()).as("seed %d", seed).isEqualTo(Map.of(Source.TRANSFER, 100L));
        assertThat(net.wire.lost()).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 6, 7, 8})
    void everyItemIsCommittedByEveryNodeOnceAndInOrder(long seed) {
        TestNet net = network(seed, 20);
        net.wire.loss(0.05);
        openAll(net);
        publish(net, nodeAt(3), 0, 60);

        assertThat(net.time.advanceUntil(() -> allAt(60), Duration.ofMinutes(10)))
                .as("seed %d", seed)
                .isTrue();
        assertThat(committed.values())
                .as("seed %d", seed)
                .allMatch(list -> list.equals(LongStream.range(0, 60).boxed().toList()));
        // One item missed by push stalls a node until it asks for it, and what lies beyond its window meanwhile is
        // transferred too: how much each way brings is chance, but together they bring every item once.
        channels.forEach((node, channel) -> {
            Map<Source, Long> received = channel.status().received();
            Set<Source> ways = node == nodeAt(3) ? Set.of(Source.OWN) : Set.of(Source.PUSH, Source.TRANSFER);
            assertThat(ways).as("seed %d", seed).containsAll(received.keySet());
            assertThat(received.values().stream().mapToLong(Long::longValue).sum())
                    .as("seed %d", seed)
                    .isEqualTo(60);
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {9, 10, 11})
    void aSplitChannelIsInStepAgainAfterItHeals(long seed) {
        TestNet net = network(seed, 10);
        openAll(net);
        publish(net, nodeAt(0), 0, 5);
        net.time.advance(Duration.ofSeconds(30));
        assertThat(allAt(5)).as("seed %d", seed).isTrue();

        Set<NodeId> minority =
                channels.keySet().stream().skip(6).map(node -> node.self).collect(Collectors.toSet());
        net.wire.partition(List.of(minority));
        publish(net, nodeAt(0), 5, 45);
        net.time.advance(Duration.ofSeconds(30));
        channels.forEach((node, channel) ->
                assertThat(channel.height()).as("seed %d", seed).isEqualTo(minority.contains(node.self) ? 5 : 45));

        net.wire.heal();
        assertThat(net.time.advanceUntil(() -> allAt(45), Duration.ofMinutes(3)))
                .as("seed %d", seed)
                .isTrue();
        net.time.advance(Duration.ofSeconds(30));
        for (TestNode node : channels.keySet()) {
            channels.keySet().stream()
                    .filter(other -> other != node)
                    .forEach(other -> assertThat(node.standingOf(other.self))
                            .as("seed %d: what %s knows of %s", seed, node.self, other.self)
                            .contains(new ChannelState(45, false)));
        }
    }

    private TestNet network(long seed, int size) {
        TestNet net = new TestNet(seed);
        net.wire.latency(Duration.ofMillis(5), Duration.ofMillis(40));
        for (int i = 0; i < size; i++) {
            TestNode node = net.add();
            committed.put(node, new ArrayList<>());
            channels.put(
                    node,
                    node.extension.open(ChannelSpec.of(ENDPOINT, SCOPE, node.store, TestNet.CHECK)
                            .build()));
        }
        return net;
    }

    private void openAll(TestNet net) {
        channels.forEach((node, channel) -> {
            channel.onCommit((item, source) -> committed.get(node).add(item.sequence()));
            node.start();
            // Nodes of a real network do not start at the same moment.
            net.time.advance(Duration.ofMillis(net.random.nextInt(400)));
        });
    }

    private void publish(TestNet net, TestNode source, long first, long end) {
        for (long sequence = first; sequence < end; sequence++) {
            channels.get(source).submit(OrderedItem.of(sequence, TestNet.data(sequence)));
            net.time.advance(Duration.ofMillis(net.random.nextInt(100)));
        }
    }

    private boolean allAt(long height) {
        return channels.values().stream().allMatch(channel -> channel.height() == height);
    }

    private TestNode nodeAt(int index) {
        return List.copyOf(channels.keySet()).get(index);
    }

    private StateChannel channelAt(int index) {
        return channels.get(nodeAt(index));
    }
}
