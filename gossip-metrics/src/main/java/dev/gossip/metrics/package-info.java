/**
 * Hands a node's counters, gauges and timers to Micrometer, so that no other module needs to know a metrics library.
 * The number of series is bounded here as well, because a registry never forgets one.
 */
@NullMarked
package dev.gossip.metrics;

import org.jspecify.annotations.NullMarked;
