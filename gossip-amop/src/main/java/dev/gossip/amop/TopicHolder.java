package dev.gossip.amop;

import dev.gossip.api.NodeId;

/**
 * A node with subscribers of a topic, as of a moment.
 *
 * @param node we ourselves, or another node that said so
 */
public record TopicHolder(String topic, NodeId node) {}
