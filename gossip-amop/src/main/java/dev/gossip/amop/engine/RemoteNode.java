package dev.gossip.amop.engine;

import dev.gossip.api.NodeId;

/** Another node, as one of our endpoints knows it. */
public record RemoteNode(String endpoint, NodeId id) {}
