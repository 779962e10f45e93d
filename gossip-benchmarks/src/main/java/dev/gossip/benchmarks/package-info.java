/**
 * Measures the framework by itself and next to raw Netty and peer libraries, so that claims about
 * speed rest on numbers. The package is planned and holds no types yet; its content follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.benchmarks;
