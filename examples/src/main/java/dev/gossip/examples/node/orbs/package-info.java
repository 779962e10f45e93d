/**
 * An Orbs node from a configuration file, as an application would assemble it: topology, headers, forwarding, pinned keys, and
 * what an operator sees. The topology is read again when the file changes; everything else needs a restart.
 */
@NullMarked
package dev.gossip.examples.node.orbs;

import org.jspecify.annotations.NullMarked;
