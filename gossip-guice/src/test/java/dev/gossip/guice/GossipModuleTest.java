package dev.gossip.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.gossip.api.Choice;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeLimits;
import dev.gossip.core.StandardRuntime;
import dev.gossip.core.registry.Candidate;
import dev.gossip.core.registry.ProviderRegistry;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.membership.MembershipExtension;
import dev.gossip.spi.Router;
import dev.gossip.spi.Scope;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GossipModuleTest {

    private final StandardRuntime runtime = StandardRuntime.create();

    private final List<Injector> injectors = new ArrayList<>();

    @AfterEach
    void closeAll() {
        injectors.forEach(injector -> injector.getInstance(NodeCloser.class).close());
        runtime.close();
    }

    private EndpointConfig.Builder endpoint(String name) {
        return DevelopmentCa.create("Org1MSP", runtime.time())
                .equip(EndpointConfig.named(name), "localhost")
                .protocol("fabric")
                .listen("localhost:0");
    }

    private Injector injector(Module... bindings) {
        Injector injector = Guice.createInjector(
                new GossipModule(), binder -> List.of(bindings).forEach(binder::install));
        injectors.add(injector);
        return injector;
    }

    private Module main() {
        return binder ->
                GossipModule.endpoints(binder).toInstance(endpoint("main").build());
    }

    @Test
    void theNodeIsOneAndStartedByItsUser() {
        Injector injector = injector(main());
        GossipNode node = injector.getInstance(GossipNode.class);
        assertThat(injector.getInstance(GossipNode.class)).isSameAs(node);
        assertThatThrownBy(() -> node.boundAddress("main"))
                .as("the address of a node that was not started")
                .isInstanceOf(GossipException.class);

        node.start().toCompletableFuture().join();

        assertThat(node.boundAddress("main").port()).isPositive();
    }

    @Test
    void closingEndsTheNodeAndTheRuntimeThatTheModuleMade() {
        Injector injector = injector(main());
        GossipNode node = injector.getInstance(GossipNode.class);
        GossipRuntime own = injector.getInstance(GossipRuntime.class);
        NodeCloser closer = injector.getInstance(NodeCloser.class);
        var peers = node.whenPeers(1);

        closer.close();
        closer.close();

        assertThat(peers).isCompletedExceptionally();
        assertThatThrownBy(() -> own.shared(StandardRuntime.class, StandardRuntime::create))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingLeavesABoundRuntimeToItsMaker() {
        Injector injector =
                injector(main(), binder -> GossipModule.runtime(binder).toInstance(runtime));
        injector.getInstance(GossipNode.class);
        assertThat(injector.getInstance(GossipRuntime.class)).isSameAs(runtime);

        injector.getInstance(NodeCloser.class).close();

        assertThat(runtime.shared(Marker.class, Marker::new)).isNotNull();
    }

    @Test
    void nothingIsMadeAfterTheEnd() {
        Injector injector = injector(main());
        injector.getInstance(NodeCloser.class).close();

        assertThatThrownBy(() -> injector.getInstance(GossipNode.class))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("make another injector");
    }

    @Test
    void aNodeWithoutEndpointsFailsAsTheBuilderDoes() {
        Injector injector = injector();
        assertThatThrownBy(() -> injector.getInstance(GossipNode.class))
                .isInstanceOf(ProvisionException.class)
                .cause()
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("at least one endpoint");
    }

    @Test
    void boundInstancesServeWhereAnEndpointNamesNone() {
        Injector injector = injector(
                binder -> GossipModule.endpoints(binder)
                        .toInstance(endpoint("open").build()),
                binder -> GossipModule.endpoints(binder)
                        .toInstance(endpoint("named").transport("netty").build()),
                binder -> binder.bind(Transport.class).toInstance(new SilentTransport()));
        assertThat(injector.getInstance(GossipNode.class).describe().endpoints())
                .extracting(described -> described.name() + " over " + described.transport())
                .containsExactlyInAnyOrder("open over silent", "named over netty");
    }

    @Test
    void everythingBoundReachesTheBuilder() {
        Router bound = ProviderRegistry.routers(getClass().getClassLoader()).choose(Choice.named("flood"));
        NodeLimits limits = NodeLimits.DEFAULT;
        Injector injector = injector(
                main(),
                binder -> binder.bind(Router.class).toInstance(bound),
                binder -> binder.bind(NodeLimits.class).toInstance(limits),
                binder -> GossipModule.extensions(binder).to(MembershipExtension.class),
                binder -> GossipModule.scopes(binder).toInstance(new Scope("ledger", Set.of("Org1MSP"))),
                binder -> GossipModule.observers(binder).toInstance(event -> {}));
        var described = injector.getInstance(GossipNode.class).describe();
        assertThat(described.router()).isEqualTo("flood");
        assertThat(described.extensions()).containsExactly("membership");
    }

    @Test
    void setupsHaveTheLastWord() {
        Injector injector = injector(
                main(),
                binder -> GossipModule.setups(binder)
                        .toInstance(builder -> builder.router("direct").fanout(5)));
        assertThat(injector.getInstance(GossipNode.class).describe().router()).isEqualTo("direct");
    }

    @Test
    void endpointsMayBeProvidedFromInjectedParts() {
        Injector injector = injector(
                binder -> binder.bind(Transport.class).toInstance(new SilentTransport()), new AbstractModule() {
                    @ProvidesIntoSet
                    EndpointConfig injected(Transport transport) {
                        return endpoint("injected").transport(transport).build();
                    }
                });
        assertThat(injector.getInstance(GossipNode.class).describe().endpoints())
                .singleElement()
                .satisfies(described -> assertThat(described.transport()).isEqualTo("silent"));
    }

    @Test
    void theRegistriesShowWhatServiceLoaderFinds() {
        Injector injector = injector();
        ProviderRegistry<Transport> transports =
                injector.getInstance(Key.get(new TypeLiteral<ProviderRegistry<Transport>>() {}));
        ProviderRegistry<Signer> signers =
                injector.getInstance(Key.get(new TypeLiteral<ProviderRegistry<Signer>>() {}));

        assertThat(transports.candidates()).extracting(Candidate::name).contains("netty", "memory");
        assertThat(signers.choose(Choice.named("ecdsa")).name()).isEqualTo("ecdsa");
    }

    private static final class Marker implements AutoCloseable {
        @Override
        public void close() {}
    }
}
