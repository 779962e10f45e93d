package dev.gossip.fabric.codec;

import dev.gossip.api.Body;
import dev.gossip.api.NodeId;
import dev.gossip.api.body.LogicalTime;

/**
 * A step of the leader election within one organisation and channel (Fabric's LeadershipMessage).
 *
 * @param declaration whether the subject declares itself leader, rather than proposing itself
 */
public record Leadership(NodeId subject, LogicalTime time, boolean declaration) implements Body {}
