/**
 * Nodes of consensus groups: those that this process serves, those that other gateways announced, and messages between them
 * as FISCO BCOS 3.x sends them.
 */
@NullMarked
package dev.gossip.fisco.group;

import org.jspecify.annotations.NullMarked;
