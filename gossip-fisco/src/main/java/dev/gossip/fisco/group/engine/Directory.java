package dev.gossip.fisco.group.engine;

import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.tars.GatewayStatus;
import dev.gossip.fisco.group.GroupLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which nodes of groups are behind which other gateways, by what these announced. Thread-safe. */
final class Directory {

    private final GroupLimits limits;
    /** By group, then by gateway. */
    private final Map<String, Map<NodeId, Announced>> groups = new HashMap<>();

    private int size;

    Directory(GroupLimits limits) {
        this.limits = limits;
    }

    /**
     * Replaces what a gateway announced.
     *
     * @return what of it is left out, by reason
     */
    synchronized Map<DropReason, String> learnt(NodeId gateway, GatewayStatus status) {
        lost(gateway);
        ReadStatus read = ReadStatus.of(gateway, status, limits, limits.nodes() - size);
        read.groups().forEach((group, nodes) -> {
            if (!nodes.isEmpty()) {
                size += nodes.size();
                groups.computeIfAbsent(group, name -> new HashMap<>())
                        .put(gateway, new Announced(read.uuid(), Map.copyOf(nodes)));
            }
        });
        return read.leftOut();
    }

    /** The gateway is out of reach, or announces something else. */
    synchronized void lost(NodeId gateway) {
        groups.values().removeIf(gateways -> {
            Announced gone = gateways.remove(gateway);
            size -= gone == null ? 0 : gone.nodes.size();
            return gateways.isEmpty();
        });
    }

    /** The gateways behind which a node is, sorted, so that a choice by a seeded random source can be repeated. */
    synchronized List<NodeId> gatewaysOf(String group, NodeId node) {
        return groups.getOrDefault(group, Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue().nodes.containsKey(node))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The gateways behind which there are nodes of some kinds, sorted, by the uuid that those of one gateway share. */
    synchronized Map<String, List<NodeId>> gatewaysByUuid(String group, int kinds) {
        Map<String, List<NodeId>> found = new LinkedHashMap<>();
        new TreeMap<>(groups.getOrDefault(group, Map.of())).forEach((gateway, announced) -> {
            if (announced.nodes.values().stream().anyMatch(bits -> (bits & kinds) != 0)) {
                found.computeIfAbsent(announced.uuid, uuid -> new ArrayList<>()).add(gateway);
            }
        });
        return found;
    }

    synchronized void show(Views views) {
        groups.forEach((group, gateways) -> gateways.forEach((gateway, announced) -> announced.nodes.forEach(
                (node, kinds) -> views.member(group, node).behind(gateway, kinds))));
    }

    private record Announced(String uuid, Map<NodeId, Integer> nodes) {}
}
