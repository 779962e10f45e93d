/**
 * Who is sent a new block, who is told of it, who is asked for it, and what is known of each peer.
 * Everything here belongs to the one lock of the block manager.
 */
@NullMarked
package dev.gossip.chronos.json.propagate;

import org.jspecify.annotations.NullMarked;
