package dev.gossip.api.body;

import dev.gossip.api.Body;

/** Asks for ordered items by number; both ends inclusive and unsigned. */
public record ItemRangeRequest(long first, long last) implements Body {}
