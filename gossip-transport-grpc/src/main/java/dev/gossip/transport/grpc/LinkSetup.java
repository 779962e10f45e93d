package dev.gossip.transport.grpc;

import dev.gossip.api.GossipRuntime;
import dev.gossip.spi.transport.LinkOptions;

/** What every connection of one endpoint has in common. */
record LinkSetup(LinkOptions options, Methods methods, GossipRuntime runtime, GrpcLoops loops) {}
