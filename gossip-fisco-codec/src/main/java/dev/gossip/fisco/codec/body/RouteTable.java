package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;
import dev.gossip.fisco.codec.tars.RouterTable;

/** The sender's whole route table. Generation 3. */
public record RouteTable(RouterTable table) implements Body {}
