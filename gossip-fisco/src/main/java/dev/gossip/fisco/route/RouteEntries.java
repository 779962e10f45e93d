package dev.gossip.fisco.route;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.fisco.codec.FiscoEndpoint;
import dev.gossip.fisco.codec.tars.RouterTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Between distances and the route tables that travel, in which ids are texts. */
final class RouteEntries {

    private static final int SHORTEST_LONG_ID = 34;

    private RouteEntries() {}

    static RouterTable write(Map<NodeId, Integer> distances, FiscoEndpoint spoken) {
        List<RouterTable.Entry> entries = new ArrayList<>();
        distances.forEach((node, distance) -> entries.add(new RouterTable.Entry(
                text(node), Bytes.empty(), distance, spoken.learn(node).orElse(Bytes.empty()), text(node))));
        return new RouterTable(entries);
    }

    private static Bytes text(NodeId node) {
        return Bytes.utf8(node.hex());
    }

    /** Distances of the nodes that the entries name; the short ids of these nodes are known from now on. */
    static Map<NodeId, Integer> read(List<RouterTable.Entry> entries, FiscoEndpoint spoken) {
        Map<NodeId, Integer> distances = new HashMap<>();
        for (RouterTable.Entry entry : entries) {
            longId(entry.destination()).or(() -> longId(entry.rawId())).ifPresent(node -> {
                int distance = entry.distance();
                distances.put(node, distance < 0 || distance > Routes.UNREACHABLE ? Routes.UNREACHABLE : distance);
                spoken.learn(node);
            });
        }
        return distances;
    }

    private static Optional<NodeId> longId(Bytes text) {
        if (text.length() <= SHORTEST_LONG_ID) {
            return Optional.empty();
        }
        try {
            NodeId id = NodeId.fromHex(text.utf8());
            return id.hex().equals(text.utf8()) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException | GossipException e) {
            return Optional.empty();
        }
    }
}
