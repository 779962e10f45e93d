/**
 * The whole node: from the call that publishes to the handler of another node, every layer in between included.
 */
@NullMarked
package dev.gossip.benchmarks.node;

import org.jspecify.annotations.NullMarked;
