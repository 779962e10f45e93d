/**
 * States the contracts of the SPI as JUnit classes, so that the author of a transport or protocol can
 * prove it against them. The package is planned and holds no types yet; its content follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.tck;
