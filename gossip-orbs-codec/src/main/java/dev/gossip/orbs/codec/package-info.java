/**
 * Reads and writes the counted, padded payloads and the headers that Orbs nodes exchange, and knows
 * their few rules of addressing. The package is planned and holds no types yet; its content follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.orbs.codec;
