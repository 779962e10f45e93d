/**
 * A Chronos node from a configuration file, as an application would assemble it: role, peers, hashing, limits, a store, a
 * producer of blocks for trying things out, and what an operator sees.
 */
@NullMarked
package dev.gossip.examples.node.chronos;

import org.jspecify.annotations.NullMarked;
