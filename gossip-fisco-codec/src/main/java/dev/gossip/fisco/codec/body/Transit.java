package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;
import dev.gossip.api.NodeId;

/**
 * Stands for a packet on its way to another node. Who knows the route forwards its envelope unchanged to the next hop; the
 * codec then writes the TTL lower by one and the ids in the form of that link. Generation 3; cannot be sent as a message of
 * our own.
 *
 * @param ttl hops left, at least 1
 */
public record Transit(NodeId destination, int ttl) implements Body {

    @Override
    public boolean isBulk() {
        return true;
    }
}
