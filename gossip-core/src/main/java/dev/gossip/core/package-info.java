/**
 * The entry points of the implementation: the factory behind {@code GossipNode.builder()}, the real runtime and the store
 * in memory. Everything else of this module is internal.
 */
@NullMarked
package dev.gossip.core;

import org.jspecify.annotations.NullMarked;
