package dev.gossip.tck;

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

/** A transport in memory that keeps every rule, unless it was given a flaw. */
final class ReferenceTransport implements Transport {

    private final Flaw flaw;

    ReferenceTransport(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public String name() {
        return "reference";
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
        CompletableFuture<Listener> result = new CompletableFuture<>();
        try {
            result.complete(network(options, runtime).listen(address, options, acceptor));
        } catch (GossipException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    @Override
    public CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        try {
            network(options, runtime).connect(address, options, handler, result);
        } catch (GossipException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private ReferenceNetwork network(LinkOptions options, GossipRuntime runtime) {
        if (options.tls().isPresent() && flaw != Flaw.IGNORES_TLS) {
            throw new GossipException("the reference transport has no TLS");
        }
        return runtime.shared(ReferenceNetwork.class, () -> new ReferenceNetwork(runtime, flaw));
    }
}
