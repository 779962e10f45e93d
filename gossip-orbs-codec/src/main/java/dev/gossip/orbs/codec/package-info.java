/**
 * Orbs' gossip: the protocol {@code orbs} for any node, and {@link dev.gossip.orbs.codec.OrbsPeer}, which adds a network known
 * in advance, topics with their services, and the forwarding of large messages.
 */
@NullMarked
package dev.gossip.orbs.codec;

import org.jspecify.annotations.NullMarked;
