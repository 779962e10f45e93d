/**
 * Feeds the ordinary node builder from Guice, so that users of dependency injection get exactly the
 * node that everybody else gets. The package is planned and holds no types yet; its content follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.guice;
