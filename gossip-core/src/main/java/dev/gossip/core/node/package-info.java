/**
 * Assembles the parts into a node and runs it.
 * Holds what extensions see of their node.
 */
@NullMarked
package dev.gossip.core.node;

import org.jspecify.annotations.NullMarked;
