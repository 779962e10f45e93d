package dev.gossip.api.body;

import dev.gossip.api.Body;

/** Asks for an {@link Ack}. */
public record Ping() implements Body {}
