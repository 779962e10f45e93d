package dev.gossip.fisco;

import static dev.gossip.fisco.TestGroups.MODULE;
import static dev.gossip.fisco.TestGroups.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.fisco.TestGroups.Heard;
import dev.gossip.fisco.TestNetwork.Member;
import dev.gossip.fisco.group.GroupResult;
import dev.gossip.fisco.group.NodeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways of a ring that come and go with the nodes behind them. */
class GroupChurnTest {

    private static final String[] NAMES = {"a", "b", "c", "d", "e"};
    private static final int NODES = 8;

    private final Map<String, Gateway> running = new TreeMap<>();

    private record Gateway(Member member, Map<Integer, Heard> nodes) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void f20_f23_f24_whateverHappenedEverybodyKnowsInTheEnd(long seed) {
        try (TestNetwork network = new TestNetwork(seed)) {
            SplittableRandom random = new SplittableRandom(seed);
            List<CompletableFuture<GroupResult>> sends = new ArrayList<>();
            for (int step = 0; step < 100; step++) {
                step(network, random, sends);
                network.time.advance(Duration.ofMillis(random.nextInt(1_500)));
            }
            for (int i = 0; i < NAMES.length; i++) {
                start(network, i);
            }
            network.time.advance(Duration.ofMinutes(1));
            assertThat(sends).as("seed %s: each send has a result", seed).allMatch(CompletableFuture::isDone);
            Map<NodeId, List<NodeId>> serving = serving();
            for (Gateway gateway : running.values()) {
                Map<NodeId, List<NodeId>> others = new TreeMap<>();
                serving.forEach((node, gateways) -> {
                    List<NodeId> remote = gateways.stream()
                            .filter(other -> !other.equals(gateway.member.id))
                            .toList();
                    if (!remote.isEmpty()) {
                        others.put(node, remote);
                    }
                });
                assertThat(TestGroups.remote(gateway.member))
                        .as("seed %s", seed)
                        .isEqualTo(others);
            }
            everybodyReachesEverybody(network, seed);
        }
    }

    private void step(TestNetwork network, SplittableRandom random, List<CompletableFuture<GroupResult>> sends) {
        int which = random.nextInt(NAMES.length);
        Gateway gateway = running.get(NAMES[which]);
        int number = random.nextInt(NODES);
        if (gateway == null) {
            start(network, which);
            return;
        }
        Heard node = gateway.nodes.get(number);
        switch (random.nextInt(8)) {
            case 0 -> {
                network.stop(NAMES[which]);
                running.remove(NAMES[which]);
                if (random.nextBoolean()) {
                    start(network, which);
                }
            }
            case 1, 2 -> {
                if (node != null) {
                    node.node.become(NodeKind.values()[random.nextInt(NodeKind.values().length)]);
                    node.node.close();
                    gateway.nodes.remove(number);
                }
            }
            case 3, 4, 5 -> {
                if (node == null) {
                    gateway.nodes.put(number, new Heard(gateway.member, number, NodeKind.CONSENSUS));
                }
            }
            default -> {
                if (node != null) {
                    int to = random.nextInt(NODES);
                    sends.add(node.node.send(id(to), MODULE, Bytes.utf8("?")).toCompletableFuture());
                    node.node.broadcast(Set.of(NodeKind.CONSENSUS), MODULE, Bytes.utf8("!"));
                }
            }
        }
    }

    private void start(TestNetwork network, int which) {
        if (!running.containsKey(NAMES[which])) {
            String next = NAMES[(which + 1) % NAMES.length];
            running.put(NAMES[which], new Gateway(network.start(NAMES[which], next), new TreeMap<>()));
        }
    }

    private Map<NodeId, List<NodeId>> serving() {
        Map<NodeId, List<NodeId>> serving = new TreeMap<>();
        for (Gateway gateway : running.values()) {
            gateway.nodes
                    .keySet()
                    .forEach(number -> serving.computeIfAbsent(id(number), node -> new ArrayList<>())
                            .add(gateway.member.id));
        }
        serving.values().forEach(gateways -> gateways.sort(null));
        return serving;
    }

    private void everybodyReachesEverybody(TestNetwork network, long seed) {
        Set<NodeId> nodes = serving().keySet();
        for (Gateway gateway : running.values()) {
            for (Heard from : gateway.nodes.values()) {
                for (NodeId to : nodes) {
                    GroupResult result = network.result(from.node.send(to, MODULE, Bytes.utf8("hello")));
                    assertThat(result.isOk()).as("seed %s: %s", seed, result).isTrue();
                }
            }
        }
    }
}
