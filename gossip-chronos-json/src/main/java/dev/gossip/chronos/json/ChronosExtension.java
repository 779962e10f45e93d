package dev.gossip.chronos.json;

import dev.gossip.api.Body;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import java.util.Set;
import java.util.function.Consumer;

/** Tells a peer when its node runs. */
final class ChronosExtension implements Extension {

    private final String endpoint;
    private final Consumer<NodeContext> started;
    private final Runnable stopped;

    ChronosExtension(String endpoint, Consumer<NodeContext> started, Runnable stopped) {
        this.endpoint = endpoint;
        this.started = started;
        this.stopped = stopped;
    }

    @Override
    public String name() {
        return "chronos-" + endpoint;
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of();
    }

    @Override
    public void start(NodeContext context) {
        started.accept(context);
    }

    @Override
    public void stop() {
        stopped.run();
    }
}
