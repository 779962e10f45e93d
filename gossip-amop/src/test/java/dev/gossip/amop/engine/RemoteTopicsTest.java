package dev.gossip.amop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.amop.AmopLimits;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The table of other nodes' topics against a plain map. */
class RemoteTopicsTest {

    private final RemoteTopics topics = new RemoteTopics(AmopLimits.DEFAULT, network());

    /** Nothing here sends or drops. */
    private static Network network() {
        return (Network) Proxy.newProxyInstance(
                Network.class.getClassLoader(), new Class<?>[] {Network.class}, (proxy, method, arguments) -> {
                    throw new AssertionError(method.getName());
                });
    }

    private static RemoteNode node(String endpoint, int id) {
        return new RemoteNode(endpoint, new NodeId(Bytes.ofLong(id)));
    }

    @Test
    void f31_aNodeThatTwoEndpointsKnowCountsOnce() {
        topics.learnt(node("a", 1), List.of("t"));
        topics.learnt(node("b", 1), List.of("t"));
        topics.learnt(node("b", 2), List.of("t"));
        assertThat(topics.holders("t")).containsExactly(node("a", 1), node("b", 2));
        topics.lost(node("a", 1));
        assertThat(topics.holders("t")).containsExactly(node("b", 1), node("b", 2));
    }

    @Test
    void listsReplaceEachOther() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Map<RemoteNode, Set<String>> expected = new HashMap<>();
            RemoteTopics table = new RemoteTopics(AmopLimits.DEFAULT, network());
            for (int step = 0; step < 200; step++) {
                RemoteNode node = node("a", random.nextInt(5));
                List<String> list = new ArrayList<>();
                random.ints(random.nextInt(6), 0, 10).forEach(number -> list.add("t" + number));
                table.learnt(node, list);
                expected.put(node, new HashSet<>(list));
                if (random.nextInt(5) == 0) {
                    RemoteNode gone = node("a", random.nextInt(5));
                    table.lost(gone);
                    expected.remove(gone);
                }
            }
            for (int number = 0; number < 10; number++) {
                String topic = "t" + number;
                assertThat(table.holders(topic))
                        .as("seed %s, topic %s", seed, topic)
                        .containsExactlyInAnyOrderElementsOf(expected.keySet().stream()
                                .filter(node -> expected.get(node).contains(topic))
                                .toList());
            }
            assertThat(table.size())
                    .as("seed %s", seed)
                    .isEqualTo(expected.values().stream().mapToInt(Set::size).sum());
        }
    }
}
