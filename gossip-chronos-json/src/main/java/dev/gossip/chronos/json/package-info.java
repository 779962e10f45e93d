/**
 * Chronos' gossip: lockstep links, propagation of new blocks, catch-up by height, and the facade of a peer.
 * Applications start from {@link dev.gossip.chronos.json.ChronosPeer}.
 */
@NullMarked
package dev.gossip.chronos.json;

import org.jspecify.annotations.NullMarked;
