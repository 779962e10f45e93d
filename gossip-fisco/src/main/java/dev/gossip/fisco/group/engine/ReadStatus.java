package dev.gossip.fisco.group.engine;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.tars.GatewayStatus;
import dev.gossip.fisco.codec.tars.GroupNodes;
import dev.gossip.fisco.group.GroupConfig;
import dev.gossip.fisco.group.GroupDrops;
import dev.gossip.fisco.group.GroupLimits;
import dev.gossip.fisco.group.Groups;
import dev.gossip.fisco.group.NodeKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A gateway's node status as far as it can be used: entries that are none, and those beyond the limits, are left out and
 * counted, so that one bad entry does not cost the other nodes of its gateway.
 */
final class ReadStatus {

    private final GroupLimits limits;
    /** Nodes that may be kept, by all limits. */
    private final int room;

    private final Map<String, Map<NodeId, Integer>> groups = new LinkedHashMap<>();
    private final String uuid;
    private int kept;
    private int bad;
    private int groupsLeftOut;
    private int nodesLeftOut;

    private ReadStatus(GroupLimits limits, int room, String uuid) {
        this.limits = limits;
        this.room = Math.min(room, limits.nodesPerGateway());
        this.uuid = uuid;
    }

    /** @param room nodes for which there is room in all */
    static ReadStatus of(NodeId gateway, GatewayStatus status, GroupLimits limits, int room) {
        boolean named = isName(status.uuid(), GroupConfig.MAX_UUID_BYTES);
        ReadStatus read = new ReadStatus(limits, room, named ? status.uuid() : gateway.hex());
        read.bad += named || status.uuid().isEmpty() ? 0 : 1;
        status.groups().forEach(read::add);
        return read;
    }

    static boolean isName(String text, int maxBytes) {
        return !text.isEmpty() && text.length() <= maxBytes && Bytes.utf8(text).length() <= maxBytes;
    }

    private void add(GroupNodes group) {
        if (!isName(group.group(), GroupConfig.MAX_GROUP_BYTES)) {
            bad++;
            return;
        }
        if (!groups.containsKey(group.group()) && groups.size() == limits.groupsPerGateway()) {
            groupsLeftOut++;
            return;
        }
        Map<NodeId, Integer> nodes = groups.computeIfAbsent(group.group(), name -> new LinkedHashMap<>());
        boolean typed = group.nodeTypes().size() == group.nodeIds().size();
        for (int i = 0; i < group.nodeIds().size(); i++) {
            Optional<NodeId> id = id(group.nodeIds().get(i));
            if (id.isEmpty()) {
                bad++;
            } else if (nodes.containsKey(id.get())) {
                nodes.put(id.get(), typed ? group.nodeTypes().get(i) : byGroup(group.type()));
            } else if (kept == room) {
                nodesLeftOut++;
            } else {
                kept++;
                nodes.put(id.get(), typed ? group.nodeTypes().get(i) : byGroup(group.type()));
            }
        }
    }

    private static Optional<NodeId> id(String hex) {
        if (hex.length() != 2 * Groups.ID_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(NodeId.fromHex(hex));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Gateways that do not tell the kind of each node tell what is in the group. */
    private static int byGroup(int type) {
        return switch (type) {
            case LocalNodes.WITH_CONSENSUS -> NodeKind.CONSENSUS.bit();
            case LocalNodes.ONLY_OBSERVERS -> NodeKind.OBSERVER.bit();
            default -> NodeKind.FREE.bit();
        };
    }

    String uuid() {
        return uuid;
    }

    /** The nodes of each group, with the bits of their kinds. */
    Map<String, Map<NodeId, Integer>> groups() {
        return groups;
    }

    /** What was left out, by reason. */
    Map<DropReason, String> leftOut() {
        Map<DropReason, String> reasons = new LinkedHashMap<>();
        if (bad > 0) {
            reasons.put(
                    GroupDrops.BAD_STATUS_ENTRY,
                    bad + " entries of a node status name no group or no node; an id is the hexadecimal text of "
                            + Groups.ID_BYTES + " bytes");
        }
        if (groupsLeftOut > 0) {
            reasons.put(
                    GroupDrops.TOO_MANY_GROUPS,
                    groupsLeftOut + " groups beyond " + limits.groupsPerGateway() + " (limit groupsPerGateway)");
        }
        if (nodesLeftOut > 0) {
            reasons.put(
                    GroupDrops.TOO_MANY_GROUP_NODES,
                    nodesLeftOut + " nodes beyond " + room + " (limits nodesPerGateway and nodes)");
        }
        return reasons;
    }
}
