package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;

/** Asks for a {@link NodeStatus}, because its number is greater than the known one. Generation 3. */
public record NodeStatusRequest() implements Body {}
