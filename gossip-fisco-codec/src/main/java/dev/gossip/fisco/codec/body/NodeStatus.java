package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;
import dev.gossip.fisco.codec.tars.GatewayStatus;

/** The groups and nodes behind the sender; replaces what was known. Generation 3. */
public record NodeStatus(GatewayStatus status) implements Body {}
