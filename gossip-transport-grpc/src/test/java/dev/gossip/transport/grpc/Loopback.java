package dev.gossip.transport.grpc;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The transport on loopback addresses with Fabric's methods, with one line per step of a test. */
final class Loopback {

    static final String STREAM = "gossip.Gossip/GossipStream";
    static final String PING = "gossip.Gossip/Ping";
    static final LinkOptions PLAIN = options(1 << 20, null);

    private final GrpcTransport transport = new GrpcTransport();
    private final GossipRuntime runtime;

    Loopback(GossipRuntime runtime) {
        this.runtime = runtime;
    }

    static LinkOptions options(int maxFrameBytes, @Nullable TlsContext tls) {
        return LinkOptions.of(new Carriage.Calls(STREAM, Optional.of(PING), maxFrameBytes), Optional.ofNullable(tls));
    }

    static LinkOptions timeout(Duration timeout) {
        return new LinkOptions(
                PLAIN.carriage(),
                PLAIN.tls(),
                timeout,
                PLAIN.lowWaterMark(),
                PLAIN.highWaterMark(),
                PLAIN.controlReserve());
    }

    Listener listen(LinkOptions options, ConnectionHandler only) {
        return listen(options, remote -> Optional.of(only));
    }

    Listener listen(LinkOptions options, ConnectionAcceptor acceptor) {
        return Await.result(transport.listen(PeerAddress.of("127.0.0.1", 0), options, acceptor, runtime));
    }

    Connection connect(PeerAddress address, LinkOptions options, ConnectionHandler handler) {
        return Await.result(tryConnect(address, options, handler));
    }

    CompletionStage<Connection> tryConnect(PeerAddress address, LinkOptions options, ConnectionHandler handler) {
        return transport.connect(address, options, handler, runtime);
    }
}
