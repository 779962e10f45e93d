package dev.gossip.api.body;

import dev.gossip.api.Body;

/** Asks for a {@link TopicList}; a request on some wires, a message of its own on others. */
public record TopicsRequest() implements Body {}
