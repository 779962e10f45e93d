package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;

/** An SDK's verdict on the subscribers of a private topic at a node (2.x). */
public record TopicVerdict(String nodeId, String topic, boolean accepted) implements Body {}
