package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;

/**
 * The sender's topic list has this number; a receiver that knows another one asks for the list. Generation 2 sends it
 * every 5 s to neighbours, generation 3 every 2 s to every reachable node.
 */
public record TopicSequence(long sequence) implements Body {}
