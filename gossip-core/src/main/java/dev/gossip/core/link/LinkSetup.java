package dev.gossip.core.link;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeLimits;
import dev.gossip.core.observe.Reporter;
import dev.gossip.spi.protocol.EndpointProtocol;

/** What all links of one endpoint share. */
public record LinkSetup(
        String endpoint, EndpointProtocol protocol, NodeLimits limits, GossipRuntime runtime, Reporter reporter) {}
