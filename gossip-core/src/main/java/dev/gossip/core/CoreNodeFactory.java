package dev.gossip.core;

import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.core.node.NodeBuilder;
import dev.gossip.spi.NodeFactory;

/** Makes builders of this implementation; found by {@code ServiceLoader}. */
public final class CoreNodeFactory implements NodeFactory {

    /** For {@code ServiceLoader}. */
    public CoreNodeFactory() {}

    @Override
    public GossipNodeBuilder newBuilder() {
        return new NodeBuilder();
    }
}
