/**
 * Lets applications publish to and subscribe to topics across nodes, to one subscriber or to all,
 * whatever protocol carries the messages. The package is planned and holds no types yet; its content
 * follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.amop;
