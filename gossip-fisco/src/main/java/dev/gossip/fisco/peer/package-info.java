/**
 * Which nodes a node is linked to: the addresses that it dials, and the lists of those that it admits.
 */
@NullMarked
package dev.gossip.fisco.peer;

import org.jspecify.annotations.NullMarked;
