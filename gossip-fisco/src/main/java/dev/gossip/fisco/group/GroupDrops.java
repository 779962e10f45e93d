package dev.gossip.fisco.group;

import dev.gossip.api.observe.DropReason;

/** Why something of a group was dropped. */
public final class GroupDrops {

    /**
     * Entries of a node status that are none: a node id that is not the hexadecimal text of 64 bytes, a group without a name or
     * with one that is too long. They are ignored, the others count. Counted once per status.
     */
    public static final DropReason BAD_STATUS_ENTRY = new DropReason("bad-status-entry");

    /** Groups of a node status beyond {@code groupsPerGateway}; ignored. Counted once per status. */
    public static final DropReason TOO_MANY_GROUPS = new DropReason("too-many-groups");

    /** Nodes of a node status beyond {@code nodesPerGateway} or {@code nodes}; ignored. Counted once per status. */
    public static final DropReason TOO_MANY_GROUP_NODES = new DropReason("too-many-group-nodes");

    /** A message for a node that is not served here, or for kinds of node of which none is. */
    public static final DropReason NO_LOCAL_NODE = new DropReason("no-local-node");

    /** A node's handler is behind ({@code pendingPerNode}, {@code pendingBytesPerNode}). */
    public static final DropReason NODE_BUSY = new DropReason("group-node-busy");

    /** A message waited for the handler of a node that is served no longer. */
    public static final DropReason NODE_CLOSED = new DropReason("group-node-closed");

    /** More messages than {@code calls} are under way. */
    public static final DropReason TOO_MANY_CALLS = new DropReason("too-many-group-calls");

    private GroupDrops() {}
}
