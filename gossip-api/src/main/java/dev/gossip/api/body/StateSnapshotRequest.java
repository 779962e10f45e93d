package dev.gossip.api.body;

import dev.gossip.api.Body;

/** Asks for the {@link State} statements held about the channel that the message's topic names. */
public record StateSnapshotRequest() implements Body {}
