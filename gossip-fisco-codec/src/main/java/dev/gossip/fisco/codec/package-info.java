/**
 * Reads and writes the packets that FISCO BCOS nodes and SDKs exchange, byte for byte, and knows the
 * rules of their links and nothing more. The package is planned and holds no types yet; its content
 * follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.fisco.codec;
