/**
 * Where ordered items are kept.
 * {@code gossip-core} has a store in memory; others are modules of their own.
 */
@NullMarked
package dev.gossip.spi.store;

import org.jspecify.annotations.NullMarked;
