package dev.gossip.fabric.codec;

import dev.gossip.api.Body;

/** A message that says nothing (Fabric's Empty). Peers ignore it. */
public record Empty() implements Body {}
