package dev.gossip.orbs.codec;

import dev.gossip.api.Body;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import java.util.Set;
import java.util.function.Consumer;

/** Hands the node's context to its {@link OrbsPeer}, and takes it back at the end. */
record OrbsExtension(Consumer<NodeContext> onStart, Runnable onStop) implements Extension {

    @Override
    public String name() {
        return "orbs";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of();
    }

    @Override
    public void start(NodeContext context) {
        onStart.accept(context);
    }

    @Override
    public void stop() {
        onStop.run();
    }
}
