package dev.gossip.core.node;

import dev.gossip.api.Choice;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.spi.Extension;
import dev.gossip.spi.Router;
import dev.gossip.spi.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects a node's parts; {@link NodeAssembly} puts them together. */
public final class NodeBuilder implements GossipNodeBuilder {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final List<EndpointConfig> endpoints = new ArrayList<>();
    private final List<Placed> extensions = new ArrayList<>();
    private final List<Scope> scopes = new ArrayList<>();
    private final List<NodeObserver> observers = new ArrayList<>();
    private Optional<GossipRuntime> runtime = Optional.empty();
    private Choice<Router> router = Choice.named("fanout");
    private int fanout = 3;
    private NodeLimits limits = NodeLimits.DEFAULT;
    private MetricsSink metrics = MetricsSink.NONE;

    @Override
    public GossipNodeBuilder runtime(GossipRuntime chosen) {
        runtime = Optional.of(chosen);
        return this;
    }

    @Override
    public GossipNodeBuilder endpoint(EndpointConfig endpoint) {
        endpoints.add(endpoint);
        return this;
    }

    @Override
    public GossipNodeBuilder router(String name) {
        router = Choice.named(name);
        return this;
    }

    @Override
    public GossipNodeBuilder router(Router chosen) {
        router = Choice.of(chosen);
        return this;
    }

    @Override
    public GossipNodeBuilder fanout(int targets) {
        if (targets < 1) {
            throw new GossipException("fanout must be at least 1, got " + targets);
        }
        fanout = targets;
        return this;
    }

    @Override
    public GossipNodeBuilder extension(Extension extension) {
        extensions.add(new Placed(extension, Optional.empty()));
        return this;
    }

    @Override
    public GossipNodeBuilder extension(Extension extension, Set<String> endpoints) {
        extensions.add(new Placed(extension, Optional.of(Set.copyOf(endpoints))));
        return this;
    }

    @Override
    public GossipNodeBuilder scope(Scope scope) {
        scopes.add(scope);
        return this;
    }

    @Override
    public GossipNodeBuilder limits(NodeLimits chosen) {
        limits = chosen;
        return this;
    }

    @Override
    public GossipNodeBuilder metrics(MetricsSink chosen) {
        metrics = chosen;
        return this;
    }

    @Override
    public GossipNodeBuilder observer(NodeObserver observer) {
        observers.add(observer);
        return this;
    }

    @Override
    public GossipNode build() {
        return new NodeAssembly(endpoints, extensions, scopes, observers, runtime, router, fanout, limits, metrics)
                .assemble();
    }

    @Override
    public GossipNode start() {
        Node node = (Node) build();
        try {
            node.startAndWait(START_LIMIT);
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
        return node;
    }
}
