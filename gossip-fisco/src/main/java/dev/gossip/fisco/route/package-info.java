/**
 * Ways to nodes that are no neighbours, by distance vectors as nodes of FISCO BCOS 3.x exchange them. Neutral extensions use
 * them through a context of their own and need not know.
 * Everything here runs on the node's control lane.
 */
@NullMarked
package dev.gossip.fisco.route;

import org.jspecify.annotations.NullMarked;
