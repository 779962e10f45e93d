/**
 * Fabric's gossip protocol on the wire: protobuf envelopes, the signed greeting, tags, signatures and disclosure rules.
 * It knows statements and links only; channels, policies and blocks belong to {@code gossip-fabric}.
 */
@NullMarked
package dev.gossip.fabric.codec;

import org.jspecify.annotations.NullMarked;
