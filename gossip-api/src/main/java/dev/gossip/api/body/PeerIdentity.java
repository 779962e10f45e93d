package dev.gossip.api.body;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;

/** A node's encoded identity, signed by that node. */
public record PeerIdentity(NodeId subject, Bytes identity, Bytes metadata) implements Body {}
