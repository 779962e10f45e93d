package dev.gossip.fisco.group;

import dev.gossip.api.NodeId;
import java.util.List;

/**
 * Groups as one process takes part in them. A node of a group is named by its consensus id, the 64 bytes of its public key.
 * Thread-safe.
 *
 * <p>In generation 3 a process is a gateway with an id of its own, serves any number of nodes, and reaches those that other
 * gateways announce. In generation 2 a group is a number from 1 to 32767, a process serves the one node whose id is its own and
 * reaches its neighbours, whose kinds are not known; a {@link GroupNode#send} that succeeded was written, which nobody confirms,
 * and every message may be answered.
 */
public interface Groups {

    /** Length of a consensus id. */
    int ID_BYTES = 64;

    /**
     * Serves a node of a group from now on, and tells the other gateways. May be called before the node runs.
     *
     * @param group at most 256 bytes of UTF-8
     * @param handler gets what other nodes say to this one
     * @throws dev.gossip.api.GossipException if the id has another length or is served already, if the group's name is empty or
     *     too long, or if there are too many (limit localNodes)
     */
    GroupNode register(String group, NodeId node, NodeKind kind, GroupHandler handler);

    /** All groups with the nodes that are here or that reachable gateways announced, sorted by name and by id. */
    List<GroupView> view();
}
