package dev.gossip.api.body;

import dev.gossip.api.Body;

/**
 * The sender's {@link TopicList} has this number. Who knows another one asks for the list by {@link TopicsRequest}. Sent
 * again and again, so that a lost one does no harm (FISCO BCOS 2.x every 5 s, 3.x every 2 s).
 */
public record TopicSequence(long sequence) implements Body {}
