package dev.gossip.fisco.group;

/**
 * Bounds of groups on one node. What goes beyond is refused, or ignored and counted.
 *
 * @param localNodes nodes served here
 * @param groupsPerGateway groups that one gateway announces
 * @param nodesPerGateway nodes that one gateway announces, in all its groups
 * @param nodes nodes of all gateways together
 * @param gateways gateways of which anything is kept
 * @param pendingPerNode messages that wait for one local node's handler
 * @param pendingBytesPerNode bytes of these messages; a single one may have more
 * @param calls messages to one node that are under way, requests that wait for their answer included
 */
public record GroupLimits(
        int localNodes,
        int groupsPerGateway,
        int nodesPerGateway,
        int nodes,
        int gateways,
        int pendingPerNode,
        int pendingBytesPerNode,
        int calls) {

    /** 200,000 nodes behind 10,000 gateways; 1,000 messages or 64 MiB for each handler, 5,000 under way. */
    public static final GroupLimits DEFAULT =
            new GroupLimits(1_000, 1_000, 10_000, 200_000, 10_000, 1_000, 64 << 20, 5_000);

    /** @throws IllegalArgumentException naming the limit that is not positive */
    public GroupLimits {
        positive("localNodes", localNodes);
        positive("groupsPerGateway", groupsPerGateway);
        positive("nodesPerGateway", nodesPerGateway);
        positive("nodes", nodes);
        positive("gateways", gateways);
        positive("pendingPerNode", pendingPerNode);
        positive("pendingBytesPerNode", pendingBytesPerNode);
        positive("calls", calls);
    }

    private static void positive(String limit, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("the limit " + limit + " must be positive, got " + value);
        }
    }
}
