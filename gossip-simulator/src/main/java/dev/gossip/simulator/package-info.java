/**
 * Runs thousands of unmodified nodes in one deterministic world of delays, losses and partitions that
 * a seed replays. The package is planned and holds no types yet; its content follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.simulator;
