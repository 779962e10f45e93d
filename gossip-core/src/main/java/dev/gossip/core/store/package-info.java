/**
 * What a node remembers about statements: which were accepted, which replace which, which were judged before.
 * Everything here is bounded.
 */
@NullMarked
package dev.gossip.core.store;

import org.jspecify.annotations.NullMarked;
