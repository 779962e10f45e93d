/**
 * What an application holds: a node, its peers, messages and the values they are made of.
 * Everything here is immutable or an interface that {@code gossip-core} implements.
 */
@NullMarked
package dev.gossip.api;

import org.jspecify.annotations.NullMarked;
