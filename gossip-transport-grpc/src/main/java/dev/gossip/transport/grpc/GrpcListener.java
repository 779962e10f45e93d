package dev.gossip.transport.grpc;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.support.Addresses;
import dev.gossip.spi.transport.support.Door;
import dev.gossip.spi.transport.support.Failures;
import io.grpc.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A bound address. Accepted connections do not depend on it. */
final class GrpcListener implements Listener {

    private final PeerAddress asked;
    private final LinkSetup setup;
    private final ConnectionAcceptor acceptor;
    private volatile @Nullable Server server;

    GrpcListener(PeerAddress asked, LinkSetup setup, ConnectionAcceptor acceptor) {
        this.asked = asked;
        this.setup = setup;
        this.acceptor = acceptor;
    }

    CompletableFuture<Listener> bind() {
        CompletableFuture<Listener> result = new CompletableFuture<>();
        // Binding waits for an event loop, so the caller's thread may not do it.
        Addresses.resolve(asked, setup.runtime().handlers())
                .thenAcceptAsync(
                        sockets -> bind(sockets, result), setup.runtime().workers())
                .whenComplete((bound, failure) -> {
                    if (failure != null) {
                        result.completeExceptionally(Failures.about("cannot listen on " + asked, failure));
                    }
                });
        return result;
    }

    @Override
    public PeerAddress address() {
        Server bound = server;
        return bound == null ? asked : asked.withPort(bound.getPort());
    }

    @Override
    public void close() {
        Server bound = server;
        if (bound != null) {
            bound.shutdown();
        }
    }

    private void bind(List<InetSocketAddress> sockets, CompletableFuture<Listener> result) {
        Door door = new Door(asked, setup.options(), acceptor, setup.runtime().time());
        Inbound inbound = new Inbound(door, setup);
        Admission admission = new Admission(door, setup.options().tls().isPresent(), Http2.MAX_STRANGERS);
        Server starting = Http2.server(sockets.get(0), setup)
                .channelFactory(admission::newServerChannel)
                .addTransportFilter(admission)
                .addStreamTracerFactory(InboundOutcome.FACTORY)
                .fallbackHandlerRegistry(new Registry(setup, inbound))
                .executor(setup.runtime().workers())
                .callExecutor(inbound)
                .build();
        try {
            starting.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        setup.loops().track(starting);
        server = starting;
        if (!result.complete(this)) {
            close();
        }
    }
}
