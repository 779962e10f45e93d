/**
 * Hands the node's counters, gauges and timers to Micrometer, so that no other module needs to know a
 * metrics library. The package is planned and holds no types yet; its content follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.metrics;
