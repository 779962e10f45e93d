package dev.gossip.fisco.route;

import dev.gossip.api.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A distance vector in the manner of RIP: for each node the neighbour through which it is nearest. What neighbours say is kept
 * per neighbour, so that the loss of one leaves the best of the others. A pure state machine.
 */
final class Routes {

    /** The distance from which on a node counts as unreachable. */
    static final int UNREACHABLE = 10;

    private final NodeId self;
    private final int maxNodes;
    /** What each neighbour said last: distances from there. */
    private final Map<NodeId, Map<NodeId, Integer>> told = new LinkedHashMap<>();

    /** Replaced on the lane, read by any thread. */
    private volatile Map<NodeId, Route> best = Map.of();

    private long sequence = 1;

    Routes(NodeId self, int maxNodes) {
        this.self = self;
        this.maxNodes = maxNodes;
    }

    /** Grows with each change. */
    long sequence() {
        return sequence;
    }

    Optional<Route> to(NodeId node) {
        return Optional.ofNullable(best.get(node));
    }

    /** The reachable nodes with the way to each, neighbours included. */
    Map<NodeId, Route> all() {
        return best;
    }

    /** The reachable nodes with the way to each; for any thread. */
    Map<NodeId, Way> ways() {
        Map<NodeId, Way> ways = new TreeMap<>();
        best.forEach((node, route) -> ways.put(node, new Way(route.nextHop(), route.distance())));
        return ways;
    }

    /** The reachable nodes with the number of hops to each. */
    Map<NodeId, Integer> distances() {
        Map<NodeId, Integer> distances = new TreeMap<>();
        best.forEach((node, route) -> distances.put(node, route.distance()));
        return distances;
    }

    Change linked(NodeId neighbour) {
        told.putIfAbsent(neighbour, Map.of());
        return choose();
    }

    Change lost(NodeId neighbour) {
        told.remove(neighbour);
        return choose();
    }

    /** Replaces what a neighbour said; from others it is ignored. */
    Change told(NodeId neighbour, Map<NodeId, Integer> distances) {
        if (told.containsKey(neighbour)) {
            told.put(neighbour, Map.copyOf(distances));
        }
        return choose();
    }

    private Change choose() {
        Map<NodeId, Route> fresh = new LinkedHashMap<>();
        told.keySet().forEach(neighbour -> fresh.put(neighbour, new Route(neighbour, 1)));
        told.forEach((neighbour, distances) -> distances.forEach((node, distance) -> {
            int total = distance + 1;
            Route known = fresh.get(node);
            if (distance > 0
                    && total < UNREACHABLE
                    && !node.equals(self)
                    && (known == null ? fresh.size() < maxNodes : total < known.distance())) {
                fresh.put(node, new Route(neighbour, total));
            }
        }));
        keepWays(fresh);
        Change change = new Change(less(fresh.keySet(), best.keySet()), less(best.keySet(), fresh.keySet()));
        if (!fresh.equals(best)) {
            sequence++;
            best = Map.copyOf(fresh);
        }
        return change;
    }

    /** Of two ways of one length the one in use stays, so that packets keep their order. */
    private void keepWays(Map<NodeId, Route> fresh) {
        best.forEach((node, used) -> {
            Route now = fresh.get(node);
            Integer still = told.getOrDefault(used.nextHop(), Map.of()).get(node);
            if (now != null && still != null && now.distance() > 1 && still + 1 == now.distance()) {
                fresh.put(node, new Route(used.nextHop(), now.distance()));
            }
        });
    }

    private static List<NodeId> less(Set<NodeId> some, Set<NodeId> others) {
        Set<NodeId> rest = new HashSet<>(some);
        rest.removeAll(others);
        return new ArrayList<>(rest);
    }

    /**
     * What to tell a neighbour. Ways through the neighbour itself are told as unreachable (split horizon with poisoned
     * reverse), so that two nodes do not count to infinity over the loss of a third.
     */
    Map<NodeId, Integer> toldTo(NodeId neighbour) {
        Map<NodeId, Integer> distances = new HashMap<>();
        best.forEach((node, route) -> {
            if (!node.equals(neighbour)) {
                distances.put(node, route.nextHop().equals(neighbour) ? UNREACHABLE : route.distance());
            }
        });
        return distances;
    }

    /** @param nextHop the neighbour to which packets go; the node itself at distance 1 */
    record Route(NodeId nextHop, int distance) {}

    /** Which nodes can be reached now, and which no longer. */
    record Change(List<NodeId> reached, List<NodeId> lost) {

        boolean isEmpty() {
            return reached.isEmpty() && lost.isEmpty();
        }
    }
}
