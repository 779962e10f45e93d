/**
 * Carries frames over TCP and TLS with the JDK's own selectors and SSL engine, for users who want no further library on
 * their class path. Users name the provider {@code nio} and the service loader finds it.
 */
@NullMarked
package dev.gossip.transport.nio;

import org.jspecify.annotations.NullMarked;
