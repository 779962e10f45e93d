package dev.gossip.fisco.group.engine;

import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.fisco.codec.tars.GatewayStatus;
import dev.gossip.fisco.codec.tars.GroupNodes;
import dev.gossip.fisco.codec.tars.ProtocolInfo;
import dev.gossip.fisco.group.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The nodes of groups that this process serves, and the number of this list. Thread-safe. */
final class LocalNodes {

    /** Type of a group: some node takes part in consensus. */
    static final int WITH_CONSENSUS = 0;
    /** Type of a group: no consensus node, but observers. */
    static final int ONLY_OBSERVERS = 1;
    /** Type of a group: neither. */
    static final int OTHERS = 2;

    /** The module "node" in its lowest version: what nodes say to each other is the application's. */
    private static final ProtocolInfo PROTOCOL = new ProtocolInfo(0, 0, 0);

    private final int limit;
    private final Map<String, Map<NodeId, LocalNode>> groups = new TreeMap<>();
    private long sequence = 1;
    private int size;
    private volatile Runnable changed = () -> {};

    LocalNodes(int limit) {
        this.limit = limit;
    }

    /** @param listener runs after each change, on the thread that made it */
    void onChange(Runnable listener) {
        changed = listener;
    }

    void add(LocalNode node) {
        synchronized (this) {
            if (size == limit) {
                throw new GossipException(limit + " nodes are served already (limit localNodes)");
            }
            Map<NodeId, LocalNode> nodes = groups.computeIfAbsent(node.group(), name -> new TreeMap<>());
            if (nodes.putIfAbsent(node.id(), node) != null) {
                throw new GossipException("node " + node.id() + " of group '" + node.group()
                        + "' is served already; close it first, or change it with become(...)");
            }
            size++;
            sequence++;
        }
        changed.run();
    }

    void remove(LocalNode node) {
        synchronized (this) {
            Map<NodeId, LocalNode> nodes = groups.getOrDefault(node.group(), Map.of());
            if (nodes.get(node.id()) != node) {
                return;
            }
            nodes.remove(node.id());
            if (nodes.isEmpty()) {
                groups.remove(node.group());
            }
            size--;
            sequence++;
        }
        changed.run();
    }

    /** A node is now of another kind. */
    void changed(LocalNode node) {
        synchronized (this) {
            if (find(node.group(), node.id()).orElse(null) != node) {
                return;
            }
            sequence++;
        }
        changed.run();
    }

    synchronized long sequence() {
        return sequence;
    }

    synchronized Optional<LocalNode> find(String group, NodeId id) {
        return Optional.ofNullable(groups.getOrDefault(group, Map.of()).get(id));
    }

    /** The nodes of a group that are of some kinds. */
    synchronized List<LocalNode> find(String group, int kinds) {
        return groups.getOrDefault(group, Map.of()).values().stream()
                .filter(node -> (node.kind().bit() & kinds) != 0)
                .toList();
    }

    synchronized GatewayStatus status(String uuid) {
        List<GroupNodes> told = new ArrayList<>();
        groups.forEach((group, nodes) -> told.add(new GroupNodes(
                group,
                nodes.keySet().stream().map(NodeId::hex).toList(),
                type(nodes.values().stream().map(LocalNode::kind).toList()),
                nodes.values().stream().map(node -> PROTOCOL).toList(),
                nodes.values().stream().map(node -> node.kind().bit()).toList())));
        return new GatewayStatus(uuid, (int) sequence, told);
    }

    private static int type(List<NodeKind> kinds) {
        return kinds.contains(NodeKind.CONSENSUS)
                ? WITH_CONSENSUS
                : kinds.contains(NodeKind.OBSERVER) ? ONLY_OBSERVERS : OTHERS;
    }

    synchronized void show(Views views) {
        groups.forEach((group, nodes) ->
                nodes.forEach((id, node) -> views.member(group, id).here(node.kind())));
    }
}
