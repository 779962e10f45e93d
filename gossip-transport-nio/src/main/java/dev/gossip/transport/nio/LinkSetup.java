package dev.gossip.transport.nio;

import dev.gossip.api.GossipRuntime;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.LinkOptions;

/** What every connection of one endpoint has in common. */
record LinkSetup(LinkOptions options, Framing framing, GossipRuntime runtime, NioLoops loops) {}
