/**
 * Carries frames over TCP and TLS with Netty: shared event loops, batched writes and frames cut by the protocol's framing.
 * No Netty type leaves this package; users name the provider {@code netty} and the service loader finds it.
 */
@NullMarked
package dev.gossip.transport.netty;

import org.jspecify.annotations.NullMarked;
