package dev.gossip.transport.nio;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.SecurityFacts;
import dev.gossip.spi.transport.support.Addresses;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** A connected socket that becomes a {@link NioConnection} at once, or after its TLS handshake. */
final class Opening implements SocketLink.Owner {

    private final LinkSetup setup;
    private final ConnectionHandler handler;
    private final @Nullable PeerAddress dialled;
    private final Result result;
    private final SocketLink link;
    private boolean decided;

    /** Hears once whether the connection opened; called on the event loop. */
    interface Result {

        /** TLS is done, if there is any; the handler is told next. */
        void established();

        void opened(NioConnection connection);

        void failed(Throwable cause);
    }

    /** @param dialled the address as it was given, or null on the accepting side */
    Opening(
            LinkSetup setup,
            ConnectionHandler handler,
            @Nullable PeerAddress dialled,
            EventLoop loop,
            SocketChannel channel,
            Optional<SSLEngine> engine,
            Result result) {
        this.setup = setup;
        this.handler = handler;
        this.dialled = dialled;
        this.result = result;
        this.link = new SocketLink(loop, channel, engine, setup.runtime().workers(), this);
    }

    /** What to do when the socket is closed, whatever became of the connection. */
    void whenClosed(Runnable action) {
        link.whenClosed(action);
    }

    void start() {
        link.start();
    }

    /** Gives up a connection that is not open yet. */
    void fail(Throwable cause) {
        if (!decided) {
            decided = true;
            result.failed(cause);
            link.close();
        }
    }

    @Override
    public boolean wantsBytes() {
        return !decided;
    }

    @Override
    public void opened(SecurityFacts security) {
        if (decided) {
            return;
        }
        NioConnection connection;
        try {
            connection = newConnection(security);
        } catch (IOException | RuntimeException e) {
            fail(e);
            return;
        }
        decided = true;
        link.handTo(connection);
        result.established();
        if (connection.open()) {
            result.opened(connection);
        } else {
            result.failed(new IllegalStateException("the handler failed in onOpen"));
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        fail(new IllegalStateException("the peer sent frames before TLS was established"));
    }

    @Override
    public void written(long count) {
        // No frames yet.
    }

    @Override
    public void writable() {
        // No frames yet.
    }

    @Override
    public void ended() {
        fail(new EOFException("the other side closed the connection before it was open"));
    }

    @Override
    public void failed(Throwable cause) {
        fail(cause);
    }

    @Override
    public void loopStopped() {
        fail(new ClosedChannelException());
    }

    private NioConnection newConnection(SecurityFacts security) throws IOException {
        SocketChannel channel = link.channel();
        if (channel.getLocalAddress() instanceof InetSocketAddress local
                && channel.getRemoteAddress() instanceof InetSocketAddress remote) {
            String scheme = dialled == null ? PeerAddress.TCP : dialled.scheme();
            return new NioConnection(
                    link,
                    setup,
                    handler,
                    Addresses.of(scheme, local),
                    dialled == null ? Addresses.of(scheme, remote) : dialled,
                    security);
        }
        throw new IllegalStateException("the connection was gone before it could be opened");
    }
}
