package dev.gossip.simulator;

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
 * The transport {@code simulated}: frames travel between the hosts of a {@link SimulatedWorld}. Works only for nodes that a
 * {@link SimulatedHost} started; refuses TLS, because there is no wire to protect. Stands in for a byte stream; the bytes of
 * the protocol's framing are not counted.
 */
public final class SimulatedTransport implements Transport {

    /** For {@code ServiceLoader}. */
    public SimulatedTransport() {}

    @Override
    public String name() {
        return "simulated";
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
        try {
            return CompletableFuture.completedFuture(sockets(options, runtime).listen(address, options, acceptor));
        } catch (GossipException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
        try {
            return sockets(options, runtime).connect(address, options, handler);
        } catch (GossipException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static HostSockets sockets(LinkOptions options, GossipRuntime runtime) {
        if (options.tls().isPresent()) {
            throw new GossipException("the transport 'simulated' cannot do TLS; leave tls out of the endpoint");
        }
        return runtime.shared(HostSockets.class, () -> {
            throw new GossipException("the transport 'simulated' needs a host of a SimulatedWorld;"
                    + " start the node with SimulatedHost.start");
        });
    }
}
