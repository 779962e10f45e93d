package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;

/** Tells an SDK that a group has a new block. */
public record BlockNotify(String group, long number) implements Body {}
