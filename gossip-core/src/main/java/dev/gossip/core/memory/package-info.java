/**
 * A transport between nodes that share a runtime.
 * In virtual time it makes whole networks deterministic.
 */
@NullMarked
package dev.gossip.core.memory;

import org.jspecify.annotations.NullMarked;
