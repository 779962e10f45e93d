package dev.gossip.transport.nio;

import dev.gossip.api.Cancellable;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the connections that one listener accepts: asks the acceptor, then lets TLS shake hands under the deadline.
 * Called on the event loop of each connection.
 */
final class Inbound {

    /** Strangers that have not finished their TLS handshake, per listener. */
    static final int MAX_HANDSHAKES = 1_024;

    private static final Logger log = System.getLogger(Inbound.class.getName());

    private final PeerAddress listening;
    private final LinkSetup setup;
    private final ConnectionAcceptor acceptor;
    private final AtomicInteger handshakes = new AtomicInteger();
    private final AtomicLong failures = new AtomicLong();

    Inbound(PeerAddress listening, LinkSetup setup, ConnectionAcceptor acceptor) {
        this.listening = listening;
        this.setup = setup;
        this.acceptor = acceptor;
    }

    void accepted(SocketChannel channel, EventLoop loop) {
        PeerAddress remote = remote(channel);
        if (remote == null) {
            Sockets.close(channel);
            return;
        }
        try {
            Optional<ConnectionHandler> handler = acceptor.accept(remote);
            if (handler.isEmpty()) {
                Sockets.close(channel);
            } else {
                prepare(channel, loop, remote, handler.get());
            }
        } catch (Throwable e) {
            failed(remote, e);
            Sockets.close(channel);
        }
    }

    private void prepare(SocketChannel channel, EventLoop loop, PeerAddress remote, ConnectionHandler handler) {
        Optional<TlsContext> tls = setup.options().tls();
        if (tls.isPresent() && handshakes.incrementAndGet() > MAX_HANDSHAKES) {
            handshakes.decrementAndGet();
            throw new IllegalStateException("more than " + MAX_HANDSHAKES + " TLS handshakes at once");
        }
        Outcome outcome = new Outcome(remote, tls.isPresent());
        try {
            Opening opening = new Opening(setup, handler, null, loop, channel, tls.map(Tls::server), outcome);
            if (tls.isPresent()) {
                outcome.deadline = deadline(opening, loop);
            }
            opening.start();
        } catch (RuntimeException e) {
            outcome.settle();
            throw e;
        }
    }

    private Cancellable deadline(Opening opening, EventLoop loop) {
        Duration limit = setup.options().connectTimeout();
        return setup.runtime().scheduler().schedule(limit, () -> {
            try {
                loop.execute(() ->
                        opening.fail(new TimeoutException("no TLS handshake within " + limit.toMillis() + " ms")));
            } catch (RejectedExecutionException e) {
                log.log(Level.DEBUG, "{0}: the event loop has ended", listening);
            }
        });
    }

    private static @Nullable PeerAddress remote(SocketChannel channel) {
        try {
            return channel.getRemoteAddress() instanceof InetSocketAddress socket
                    ? Addresses.of(PeerAddress.TCP, socket)
                    : null;
        } catch (IOException e) {
            // Gone before it was looked at.
            return null;
        }
    }

    /** Counts every failure; writes the 1st, 2nd, 4th, 8th ... to the log, so that a flood of strangers does not fill it. */
    private void failed(PeerAddress remote, Throwable cause) {
        long count = failures.incrementAndGet();
        log.log(
                Long.bitCount(count) == 1 ? Level.WARNING : Level.DEBUG,
                "{0}: inbound connection from {1} failed ({2} so far): {3}",
                listening,
                remote,
                count,
                Failures.describe(cause));
    }

    /** What becomes of one connection that passed the acceptor. */
    private final class Outcome implements Opening.Result {

        private final PeerAddress remote;
        private boolean shakingHands;
        private @Nullable Cancellable deadline;

        Outcome(PeerAddress remote, boolean shakingHands) {
            this.remote = remote;
            this.shakingHands = shakingHands;
        }

        @Override
        public void opened(NioConnection connection) {
            settle();
        }

        @Override
        public void failed(Throwable cause) {
            settle();
            Inbound.this.failed(remote, cause);
        }

        private void settle() {
            if (shakingHands) {
                shakingHands = false;
                handshakes.decrementAndGet();
            }
            if (deadline != null) {
                deadline.cancel();
            }
        }
    }
}
