package dev.gossip.guice;

import com.google.inject.Inject;
import com.google.inject.Provider;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.spi.Extension;
import dev.gossip.spi.Router;
import dev.gossip.spi.Scope;
import java.util.Optional;
import java.util.Set;

/** Hands everything that is bound to the builder. */
record NodeAssembler(
        NodeCloser closer,
        GossipRuntime runtime,
        EndpointCompleter completer,
        Set<EndpointConfig> endpoints,
        Set<Extension> extensions,
        Set<Scope> scopes,
        Set<NodeObserver> observers,
        Optional<Router> router,
        Optional<NodeLimits> limits,
        Optional<MetricsSink> metrics,
        Set<NodeSetup> setups)
        implements Provider<GossipNode> {

    @Inject
    NodeAssembler {}

    @Override
    public GossipNode get() {
        closer.requireOpen();
        GossipNodeBuilder builder = GossipNode.builder().runtime(runtime);
        endpoints.forEach(endpoint -> builder.endpoint(completer.complete(endpoint)));
        extensions.forEach(builder::extension);
        scopes.forEach(builder::scope);
        observers.forEach(builder::observer);
        router.ifPresent(builder::router);
        limits.ifPresent(builder::limits);
        metrics.ifPresent(builder::metrics);
        setups.forEach(setup -> setup.apply(builder));
        return closer.made(builder.build());
    }
}
