package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;

/**
 * Asks an SDK to verify the subscribers of a private topic at a node (2.x); answered by an {@link dev.gossip.api.body.Ack}
 * at once and a {@link TopicVerdict} later.
 *
 * @param nodeId the subscribers' node, 128 hexadecimal digits
 * @param verifyTopic where to send the challenge
 */
public record TopicCertRequest(String nodeId, String topic, String verifyTopic) implements Body {}
