/**
 * Reads and writes the length-prefixed JSON of Chronos nodes, which ask and answer in lockstep. The
 * package is planned and holds no types yet; its content follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.chronos.json;
