package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.orbs.codec.forward.Digests;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The network as it is known at one moment. Immutable. */
final class Topology {

    static final Topology EMPTY = new Topology(Set.of());

    private final Map<NodeId, OrbsNode> nodes = new TreeMap<>();
    private final Map<PeerAddress, NodeId> byAddress = new HashMap<>();
    private final Map<Bytes, NodeId> byPin = new HashMap<>();
    private final Map<Bytes, NodeId> byShortId = new TreeMap<>();
    private final Map<String, Integer> nodesPerHost = new HashMap<>();

    /** @throws IllegalArgumentException if two nodes share an id or a pin */
    Topology(Collection<OrbsNode> members) {
        for (OrbsNode node : members) {
            if (nodes.put(node.id(), node) != null) {
                throw new IllegalArgumentException(
                        "the topology names node " + node.id().hex() + " twice");
            }
            byAddress.put(node.address(), node.id());
            byShortId.put(Digests.shortId(node.id()), node.id());
            nodesPerHost.merge(node.address().host(), 1, Integer::sum);
            node.tlsPin().ifPresent(pin -> {
                if (byPin.put(pin, node.id()) != null) {
                    throw new IllegalArgumentException("two nodes of the topology have the pin " + pin.hex());
                }
            });
        }
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    boolean contains(NodeId id) {
        return nodes.containsKey(id);
    }

    /** Everybody whom {@code self} dials; nobody if it does not belong to the network. */
    Map<NodeId, OrbsNode> othersThan(NodeId self) {
        Map<NodeId, OrbsNode> others = new TreeMap<>(nodes);
        return others.remove(self) == null ? Map.of() : others;
    }

    long count(Predicate<NodeId> wanted) {
        return nodes.keySet().stream().filter(wanted).count();
    }

    Optional<NodeId> at(PeerAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    Optional<NodeId> holderOf(Bytes pin) {
        return Optional.ofNullable(byPin.get(pin));
    }

    SortedSet<Bytes> shortIds() {
        return new TreeSet<>(byShortId.keySet());
    }

    Optional<NodeId> ofShortId(Bytes shortId) {
        return Optional.ofNullable(byShortId.get(shortId));
    }

    int nodesOn(String host) {
        return nodesPerHost.getOrDefault(host, 0);
    }
}
