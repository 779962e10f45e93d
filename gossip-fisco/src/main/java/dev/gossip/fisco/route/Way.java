package dev.gossip.fisco.route;

import dev.gossip.api.NodeId;

/**
 * How a node is reached, as of a moment.
 *
 * @param nextHop the neighbour that packets go to; the node itself if it is one
 * @param hops 1 for a neighbour
 */
public record Way(NodeId nextHop, int hops) {}
