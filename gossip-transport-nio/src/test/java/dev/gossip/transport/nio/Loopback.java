package dev.gossip.transport.nio;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The transport on loopback addresses, with one line per step of a test. */
final class Loopback {

    static final int MAX_FRAME = 8 << 20;
    static final LinkOptions PLAIN = options(null);

    private final NioTransport transport = new NioTransport();
    private final GossipRuntime runtime;

    Loopback(GossipRuntime runtime) {
        this.runtime = runtime;
    }

    static LinkOptions options(@Nullable TlsContext tls) {
        return LinkOptions.of(new Carriage.ByteStream(new TestFraming(MAX_FRAME)), Optional.ofNullable(tls));
    }

    static LinkOptions marks(LinkOptions options, int low, int high, int reserve) {
        return new LinkOptions(options.carriage(), options.tls(), options.connectTimeout(), low, high, reserve);
    }

    Listener listen(LinkOptions options, ConnectionHandler only) {
        return listen(options, remote -> Optional.of(only));
    }

    Listener listen(LinkOptions options, ConnectionAcceptor acceptor) {
        return Await.result(tryListen(PeerAddress.of("127.0.0.1", 0), options, acceptor));
    }

    CompletionStage<Listener> tryListen(PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor) {
        return transport.listen(address, options, acceptor, runtime);
    }

    Connection connect(Listener listener, LinkOptions options, ConnectionHandler handler) {
        return Await.result(tryConnect(listener.address(), options, handler));
    }

    CompletionStage<Connection> tryConnect(PeerAddress address, LinkOptions options, ConnectionHandler handler) {
        return transport.connect(address, options, handler, runtime);
    }

    /** A stranger's socket; reads fail after the limit. */
    static Socket raw(Listener listener) throws IOException {
        Socket socket = new Socket(listener.address().host(), listener.address().port());
        socket.setSoTimeout((int) Await.LIMIT.toMillis());
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Output buffers that connections of {@code runtime} hold. */
    static int lentBuffers(GossipRuntime runtime) {
        NioLoops loops = runtime.shared(NioLoops.class, () -> NioLoops.open(name -> null));
        int lent = 0;
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            EventLoop loop = loops.next();
            lent += Await.result(
                    CompletableFuture.supplyAsync(() -> loop.buffers().lent(), loop));
        }
        return lent;
    }
}
