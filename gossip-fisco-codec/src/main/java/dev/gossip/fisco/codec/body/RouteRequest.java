package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;

/** Asks a neighbour for its {@link RouteTable}, because its number is greater than the known one. Generation 3. */
public record RouteRequest() implements Body {}
