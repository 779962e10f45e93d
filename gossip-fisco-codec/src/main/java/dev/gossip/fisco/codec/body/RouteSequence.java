package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;

/** The sender's route table has this number; generation 3, every 3 s and after changes to neighbours. */
public record RouteSequence(long sequence) implements Body {}
