/**
 * Carries frames as HTTP/2 calls by means of gRPC, because real Fabric peers speak nothing else. The
 * package is planned and holds no types yet; its content follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.transport.grpc;
