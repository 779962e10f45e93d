package dev.gossip.guice;

import dev.gossip.api.GossipNodeBuilder;

/** A step on the node's builder, taken after everything that is bound was handed over. Add it by {@link GossipModule#setups}. */
@FunctionalInterface
public interface NodeSetup {

    /** Tells {@code builder} what to do; building is left to the module. */
    void apply(GossipNodeBuilder builder);
}
