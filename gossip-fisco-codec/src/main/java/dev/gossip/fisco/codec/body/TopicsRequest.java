package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;

/** Asks for a {@link TopicList}. A request in generation 2, a message of its own in generation 3. */
public record TopicsRequest() implements Body {}
