/**
 * Carries frames over TCP and TLS with the JDK's own selectors and SSL engine, for users who want no
 * further library on their class path. The package is planned and holds no types yet; its content
 * follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.transport.nio;
