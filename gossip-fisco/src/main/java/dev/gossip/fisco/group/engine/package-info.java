/**
 * How groups work on a node: what is served here, what other gateways announced, and the way of each message. State belongs to
 * the node's control lane, or says that it is thread-safe.
 */
@NullMarked
package dev.gossip.fisco.group.engine;

import org.jspecify.annotations.NullMarked;
