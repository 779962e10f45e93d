/**
 * Carries frames as messages of HTTP/2 calls with gRPC: one bidirectional call is one connection, and the protocol names
 * the methods. No gRPC or Netty type leaves this package; users name the provider {@code grpc} and the service loader finds
 * it.
 */
@NullMarked
package dev.gossip.transport.grpc;

import org.jspecify.annotations.NullMarked;
