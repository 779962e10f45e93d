package dev.gossip.core.memory;

import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import dev.gossip.spi.transport.TransportCapabilities;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Carries frames between nodes of one runtime without sockets. Chosen by name only; refuses TLS because there is no wire to
 * protect.
 */
public final class MemoryTransport implements Transport {

    /** For {@code ServiceLoader}. */
    public MemoryTransport() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public CarrierKind carrier() {
        return CarrierKind.BYTE_STREAM;
    }

    @Override
    public TransportCapabilities capabilities() {
        return new TransportCapabilities(false, false);
    }

    @Override
    public CompletionStage<Listener> listen(
            PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor, GossipRuntime runtime) {
        return attempt(options, () -> network(runtime).listen(address, options, acceptor));
    }

    @Override
    public CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
        return attempt(options, () -> network(runtime).connect(address, options, handler));
    }

    private static MemoryNetwork network(GossipRuntime runtime) {
        return runtime.shared(MemoryNetwork.class, () -> new MemoryNetwork(runtime));
    }

    private static <T> CompletionStage<T> attempt(LinkOptions options, java.util.function.Supplier<T> action) {
        try {
            if (options.tls().isPresent()) {
                throw new GossipException("the transport 'memory' cannot do TLS; leave tls out of the endpoint");
            }
            return CompletableFuture.completedFuture(action.get());
        } catch (GossipException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
