package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;

/** The sender's node status has this number; generation 3, every second to every reachable node. */
public record NodeStatusSequence(long sequence) implements Body {}
