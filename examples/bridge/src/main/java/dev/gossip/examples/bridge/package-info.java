/**
 * Relays application messages between topics of different systems. {@link dev.gossip.examples.bridge.Bridge} joins
 * {@link dev.gossip.examples.bridge.BridgePort}s, one for each topic of a network, by a table of routes.
 */
@NullMarked
package dev.gossip.examples.bridge;

import org.jspecify.annotations.NullMarked;
