package dev.gossip.core.testprotocol;

import dev.gossip.api.Body;

/** A statement of an author about a subject; a higher number replaces a lower one. Relayed. */
public record Note(String subject, int number) implements Body {}
