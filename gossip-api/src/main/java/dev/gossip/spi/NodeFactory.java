package dev.gossip.spi;

import dev.gossip.api.GossipNodeBuilder;

/** Makes builders; {@code gossip-core} provides the one implementation. */
public interface NodeFactory {

    /** A builder with nothing chosen. */
    GossipNodeBuilder newBuilder();
}
