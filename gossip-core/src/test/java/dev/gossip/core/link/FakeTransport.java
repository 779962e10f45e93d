package dev.gossip.core.link;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A transport whose dials and listeners complete when the test says so. */
public final class FakeTransport implements Transport {

    /** Dials so far, oldest first. */
    public final List<Dial> dials = new ArrayList<>();

    /** Completes when a listener is bound. */
    public final CompletableFuture<Listener> bound = new CompletableFuture<>();

    /** What listeners were opened with, oldest first. */
    public final List<Bind> binds = new ArrayList<>();

    /** Whether {@link #connect} throws instead of answering. */
    public boolean broken;

    @Override
    public String name() {
        return "fake";
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
        binds.add(new Bind(options, acceptor));
        return bound;
    }

    @Override
    public CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
        if (broken) {
            throw new IllegalStateException("a transport's bug");
        }
        Dial dial = new Dial(handler, new CompletableFuture<>());
        dials.add(dial);
        return dial.result;
    }

    /** One dial. */
    public record Dial(ConnectionHandler handler, CompletableFuture<Connection> result) {}

    /** One listener. */
    public record Bind(LinkOptions options, ConnectionAcceptor acceptor) {}
}
