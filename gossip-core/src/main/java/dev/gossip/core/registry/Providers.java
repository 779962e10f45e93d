package dev.gossip.core.registry;

import dev.gossip.api.GossipRuntime;
import dev.gossip.spi.Discovery;
import dev.gossip.spi.Router;
import dev.gossip.spi.crypto.Verifier;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Transport;

/** What a node chooses from, looked for once per runtime: a process of a thousand nodes reads its class path once. */
public record Providers(
        ProviderRegistry<Transport> transports,
        ProviderRegistry<Protocol> protocols,
        ProviderRegistry<Router> routers,
        ProviderRegistry<Discovery> discoveries,
        ProviderRegistry<Verifier> verifiers)
        implements AutoCloseable {

    /** The providers that nodes of {@code runtime} share. */
    public static Providers of(GossipRuntime runtime) {
        return runtime.shared(Providers.class, Providers::find);
    }

    private static Providers find() {
        ClassLoader loader = Providers.class.getClassLoader();
        return new Providers(
                ProviderRegistry.transports(loader),
                ProviderRegistry.protocols(loader),
                ProviderRegistry.routers(loader),
                ProviderRegistry.discoveries(loader),
                ProviderRegistry.verifiers(loader));
    }

    /** Providers hold nothing open. */
    @Override
    public void close() {}
}
