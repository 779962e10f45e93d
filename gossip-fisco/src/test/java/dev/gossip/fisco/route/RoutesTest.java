package dev.gossip.fisco.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final NodeId SELF = id(0);
    private static final NodeId A = id(1);
    private static final NodeId B = id(2);
    private static final NodeId FAR = id(3);

    private final Routes routes = new Routes(SELF, 100);

    private static NodeId id(int number) {
        return new NodeId(Bytes.ofLong(number));
    }

    @Test
    void f19_theSequenceGrowsWithChangesOnly() {
        long start = routes.sequence();
        routes.linked(A);
        assertThat(routes.sequence()).isEqualTo(start + 1);
        routes.told(A, Map.of(FAR, 1));
        assertThat(routes.sequence()).isEqualTo(start + 2);
        assertThat(routes.told(A, Map.of(FAR, 1)).isEmpty()).isTrue();
        assertThat(routes.sequence()).isEqualTo(start + 2);
    }

    @Test
    void theShortestWayIsTakenAndTheNextOneKnown() {
        routes.linked(A);
        routes.linked(B);
        routes.told(A, Map.of(FAR, 1));
        routes.told(B, Map.of(FAR, 3));
        assertThat(routes.to(FAR)).contains(new Routes.Route(A, 2));
        Routes.Change change = routes.lost(A);
        assertThat(change.lost()).containsExactly(A);
        assertThat(routes.to(FAR)).contains(new Routes.Route(B, 4));
        assertThat(routes.lost(B).lost()).containsExactlyInAnyOrder(B, FAR);
    }

    @Test
    void f21_tenHopsAreTooMany() {
        routes.linked(A);
        assertThat(routes.told(A, Map.of(FAR, 8)).reached()).containsExactly(FAR);
        assertThat(routes.told(A, Map.of(FAR, 9)).lost()).containsExactly(FAR);
    }

    @Test
    void whatGoesThroughANeighbourIsUnreachableForIt() {
        routes.linked(A);
        routes.linked(B);
        routes.told(A, Map.of(FAR, 1));
        assertThat(routes.toldTo(A)).isEqualTo(Map.of(B, 1, FAR, Routes.UNREACHABLE));
        assertThat(routes.toldTo(B)).isEqualTo(Map.of(A, 1, FAR, 2));
    }

    @Test
    void tablesOfStrangersAndNonsenseChangeNothing() {
        assertThat(routes.told(A, Map.of(FAR, 1)).isEmpty()).isTrue();
        routes.linked(A);
        assertThat(routes.told(A, Map.of(SELF, 1, FAR, 0)).isEmpty()).isTrue();
    }

    @Test
    void nodesBeyondTheLimitAreLeftOut() {
        Routes small = new Routes(SELF, 3);
        small.linked(A);
        Map<NodeId, Integer> many = new HashMap<>();
        IntStream.range(10, 50).forEach(number -> many.put(id(number), 1));
        small.told(A, many);
        assertThat(small.all()).hasSize(3);
    }

    /** Random networks whose links come and go end with the distances of a search in breadth. */
    @Test
    void f20_everyNetworkComesToRest() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            int size = 3 + random.nextInt(8);
            List<Routes> nodes = IntStream.range(0, size)
                    .mapToObj(number -> new Routes(id(number), 100))
                    .toList();
            boolean[][] links = new boolean[size][size];
            for (int step = 0; step < 40; step++) {
                int one = random.nextInt(size);
                int other = random.nextInt(size);
                if (one == other) {
                    continue;
                }
                boolean up = !links[one][other];
                links[one][other] = up;
                links[other][one] = up;
                change(nodes, one, other, up);
                change(nodes, other, one, up);
                settle(nodes, links, random);
                for (int from = 0; from < size; from++) {
                    Map<NodeId, Integer> distances = new HashMap<>();
                    nodes.get(from).all().forEach((node, route) -> distances.put(node, route.distance()));
                    assertThat(distances)
                            .as("seed %d step %d node %d", seed, step, from)
                            .isEqualTo(search(links, from));
                }
            }
        }
    }

    private static void change(List<Routes> nodes, int one, int other, boolean up) {
        if (up) {
            nodes.get(one).linked(id(other));
        } else {
            nodes.get(one).lost(id(other));
        }
    }

    private static void settle(List<Routes> nodes, boolean[][] links, Random random) {
        for (int round = 0; round < 4 * Routes.UNREACHABLE * nodes.size(); round++) {
            int teller = round < 2 * nodes.size() ? random.nextInt(nodes.size()) : round % nodes.size();
            for (int hearer = 0; hearer < nodes.size(); hearer++) {
                if (links[teller][hearer]) {
                    nodes.get(hearer).told(id(teller), nodes.get(teller).toldTo(id(hearer)));
                }
            }
        }
    }

    private static Map<NodeId, Integer> search(boolean[][] links, int from) {
        Map<NodeId, Integer> distances = new HashMap<>();
        ArrayDeque<Integer> next = new ArrayDeque<>(List.of(from));
        distances.put(id(from), 0);
        while (!next.isEmpty()) {
            int node = next.remove();
            int distance = distances.get(id(node)) + 1;
            for (int other = 0; other < links.length; other++) {
                if (links[node][other]
                        && distance < Routes.UNREACHABLE
                        && distances.putIfAbsent(id(other), distance) == null) {
                    next.add(other);
                }
            }
        }
        distances.remove(id(from));
        return distances;
    }
}
