/**
 * Whether a block is what the ordering service made: structure, hashes, chain and orderer signatures.
 * Knows nothing of nodes and networks, so that any source of blocks can be checked with it.
 */
@NullMarked
package dev.gossip.fabric.block;

import org.jspecify.annotations.NullMarked;
