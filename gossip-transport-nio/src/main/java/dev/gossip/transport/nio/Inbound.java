package dev.gossip.transport.nio;

import dev.gossip.api.Cancellable;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.InboundGate;
import dev.gossip.spi.transport.support.Door;
import dev.gossip.spi.transport.support.Failures;
import dev.gossip.spi.transport.support.Tls;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Prepares one connection that passed the {@link Door}: asks the acceptor, then lets TLS shake hands under the deadline.
 * Used on the event loop of the connection.
 */
final class Inbound implements Opening.Result {

    private static final Logger log = System.getLogger(Inbound.class.getName());

    private final Door door;
    private final LinkSetup setup;
    private final EventLoop loop;
    private final PeerAddress remote;
    private final InboundGate.Place place;
    private @Nullable Cancellable deadline;

    Inbound(Door door, LinkSetup setup, EventLoop loop, PeerAddress remote, InboundGate.Place place) {
        this.door = door;
        this.setup = setup;
        this.loop = loop;
        this.remote = remote;
        this.place = place;
    }

    void accepted(SocketChannel channel) {
        try {
            Optional<ConnectionHandler> handler = door.ask(remote);
            if (handler.isEmpty()) {
                giveUp(channel);
            } else {
                prepare(channel, handler.get());
            }
        } catch (Throwable e) {
            door.failed(remote, DropReason.HANDLER_FAILED, Failures.describe(e));
            giveUp(channel);
        }
    }

    @Override
    public void established() {
        place.handshakeDone();
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    @Override
    public void opened(NioConnection connection) {
        // The handler knows.
    }

    @Override
    public void failed(Throwable cause) {
        boolean shakingHands = deadline != null;
        established();
        if (shakingHands) {
            door.turnAway(remote, CloseReason.refused(DropReason.HANDSHAKE_FAILED, Failures.describe(cause)));
        } else {
            door.failed(remote, DropReason.CARRIER_FAILED, Failures.describe(cause));
        }
    }

    private void prepare(SocketChannel channel, ConnectionHandler handler) {
        Optional<TlsContext> tls = setup.options().tls();
        Opening opening = new Opening(setup, handler, null, loop, channel, tls.map(Tls::server), this);
        opening.whenClosed(place::close);
        if (tls.isPresent()) {
            deadline = deadline(opening);
        }
        opening.start();
    }

    private Cancellable deadline(Opening opening) {
        Duration limit = setup.options().connectTimeout();
        return setup.runtime().scheduler().schedule(limit, () -> {
            try {
                loop.execute(() ->
                        opening.fail(new TimeoutException("no TLS handshake within " + limit.toMillis() + " ms")));
            } catch (RejectedExecutionException e) {
                log.log(Level.DEBUG, "{0}: the event loop has ended", remote);
            }
        });
    }

    private void giveUp(SocketChannel channel) {
        Sockets.close(channel);
        place.close();
    }
}
