package dev.gossip.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.binder.LinkedBindingBuilder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.core.registry.ProviderRegistry;
import dev.gossip.spi.Extension;
import dev.gossip.spi.Router;
import dev.gossip.spi.Scope;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.crypto.Verifier;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Transport;

/**
 * Binds one {@link GossipNode}, a singleton that {@link GossipNode#builder()} assembles from what is bound:
 *
 * <ul>
 *   <li>at least one {@link EndpointConfig}, by {@link #endpoints};
 *   <li>any number of {@link Extension}s, {@link Scope}s, {@link NodeObserver}s and {@link NodeSetup}s, likewise;
 *   <li>optionally, by a plain {@code bind}, a {@link Router}, {@link NodeLimits} and a {@link MetricsSink};
 *   <li>optionally a {@link Transport} and a {@link Protocol}, for the endpoints that name none, and a {@link Signer}, for
 *       the endpoints that have an identity;
 *   <li>a {@link GossipRuntime}, by {@link #runtime}; without it the module makes one.
 * </ul>
 *
 * The node is built when it is first injected, without any I/O; call {@link GossipNode#start()} yourself. Guice ends
 * nothing: inject {@link NodeCloser} and close it when the application ends.
 *
 * <p>Also bound is a {@link ProviderRegistry} for each kind of provider, to inspect and choose what {@code ServiceLoader}
 * finds. For several nodes in one process use one injector each and bind the same runtime.
 */
public final class GossipModule extends AbstractModule {

    /** A module without options: all of them are bindings. */
    public GossipModule() {}

    /** Adds an endpoint of the node. {@code @ProvidesIntoSet} methods that return one do the same. */
    public static LinkedBindingBuilder<EndpointConfig> endpoints(Binder binder) {
        return Multibinder.newSetBinder(binder, EndpointConfig.class).addBinding();
    }

    /** Adds an extension. */
    public static LinkedBindingBuilder<Extension> extensions(Binder binder) {
        return Multibinder.newSetBinder(binder, Extension.class).addBinding();
    }

    /** Adds a scope that the node takes part in from the start. */
    public static LinkedBindingBuilder<Scope> scopes(Binder binder) {
        return Multibinder.newSetBinder(binder, Scope.class).addBinding();
    }

    /** Adds an observer of events. */
    public static LinkedBindingBuilder<NodeObserver> observers(Binder binder) {
        return Multibinder.newSetBinder(binder, NodeObserver.class).addBinding();
    }

    /** Adds a step on the builder, for whatever has no binding of its own: the name of a router, the fanout. */
    public static LinkedBindingBuilder<NodeSetup> setups(Binder binder) {
        return Multibinder.newSetBinder(binder, NodeSetup.class).addBinding();
    }

    /** Replaces the module's runtime; closing the new one is left to whoever made it. */
    public static LinkedBindingBuilder<GossipRuntime> runtime(Binder binder) {
        return OptionalBinder.newOptionalBinder(binder, GossipRuntime.class).setBinding();
    }

    @Override
    protected void configure() {
        Multibinder.newSetBinder(binder(), EndpointConfig.class);
        Multibinder.newSetBinder(binder(), Extension.class);
        Multibinder.newSetBinder(binder(), Scope.class);
        Multibinder.newSetBinder(binder(), NodeObserver.class);
        Multibinder.newSetBinder(binder(), NodeSetup.class);
        OptionalBinder.newOptionalBinder(binder(), Router.class);
        OptionalBinder.newOptionalBinder(binder(), NodeLimits.class);
        OptionalBinder.newOptionalBinder(binder(), MetricsSink.class);
        OptionalBinder.newOptionalBinder(binder(), Transport.class);
        OptionalBinder.newOptionalBinder(binder(), Protocol.class);
        OptionalBinder.newOptionalBinder(binder(), Signer.class);
        OptionalBinder.newOptionalBinder(binder(), GossipRuntime.class)
                .setDefault()
                .toProvider(OwnRuntime.class)
                .in(Scopes.SINGLETON);
        bind(GossipNode.class).toProvider(NodeAssembler.class).in(Scopes.SINGLETON);
        bind(NodeCloser.class).in(Scopes.SINGLETON);
    }

    @Provides
    @Singleton
    ProviderRegistry<Transport> transports() {
        return ProviderRegistry.transports(loader());
    }

    @Provides
    @Singleton
    ProviderRegistry<Protocol> protocols() {
        return ProviderRegistry.protocols(loader());
    }

    @Provides
    @Singleton
    ProviderRegistry<Router> routers() {
        return ProviderRegistry.routers(loader());
    }

    @Provides
    @Singleton
    ProviderRegistry<Signer> signers() {
        return ProviderRegistry.signers(loader());
    }

    @Provides
    @Singleton
    ProviderRegistry<Verifier> verifiers() {
        return ProviderRegistry.verifiers(loader());
    }

    /** The one that a node looks with. */
    private static ClassLoader loader() {
        return ProviderRegistry.class.getClassLoader();
    }
}
