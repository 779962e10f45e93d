package dev.gossip.transport.nio;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.InboundGate;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.support.Addresses;
import dev.gossip.spi.transport.support.Door;
import dev.gossip.spi.transport.support.Failures;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A bound address. Accepted connections do not depend on it. */
final class NioListener implements Listener, EventLoop.Ready {

    private static final int BACKLOG = 1_024;
    private static final int ACCEPTS_PER_TURN = 64;

    /** How long to leave the system alone after it gave no socket, for example because too many files are open. */
    private static final Duration REST = Duration.ofSeconds(1);

    private static final Logger log = System.getLogger(NioListener.class.getName());

    private final PeerAddress asked;
    private final LinkSetup setup;
    private final Door door;
    private final EventLoop loop;
    private final CompletableFuture<Listener> result = new CompletableFuture<>();
    private volatile @Nullable ServerSocketChannel channel;
    private volatile PeerAddress bound;
    private @Nullable SelectionKey key;

    NioListener(PeerAddress asked, LinkSetup setup, ConnectionAcceptor acceptor) {
        this.asked = asked;
        this.bound = asked;
        this.setup = setup;
        this.door = new Door(asked, setup.options(), acceptor, setup.runtime().time());
        this.loop = setup.loops().next();
    }

    CompletableFuture<Listener> bind() {
        Addresses.resolve(asked, setup.runtime().handlers()).whenComplete((sockets, failure) -> {
            if (failure != null) {
                fail(failure);
                return;
            }
            onLoop(() -> bind(sockets));
        });
        return result;
    }

    @Override
    public PeerAddress address() {
        return bound;
    }

    @Override
    public void close() {
        onLoop(this::closeNow);
    }

    @Override
    public void ready() {
        ServerSocketChannel listening = channel;
        if (listening == null) {
            return;
        }
        try {
            for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
                SocketChannel accepted = listening.accept();
                if (accepted == null) {
                    return;
                }
                accepted(accepted);
            }
        } catch (ClosedChannelException e) {
            closeNow();
        } catch (IOException e) {
            log.log(Level.WARNING, bound + ": cannot accept connections; next try in " + REST.toSeconds() + " s", e);
            accepting(false);
            setup.runtime().scheduler().schedule(REST, () -> onLoop(() -> accepting(true)));
        }
    }

    @Override
    public void loopStopped() {
        closeNow();
    }

    private void bind(List<InetSocketAddress> sockets) {
        try {
            ServerSocketChannel listening = ServerSocketChannel.open();
            channel = listening;
            listening.configureBlocking(false);
            listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listening.bind(sockets.get(0), BACKLOG);
            if (listening.getLocalAddress() instanceof InetSocketAddress socket) {
                bound = asked.withPort(socket.getPort());
            }
            key = loop.register(listening, SelectionKey.OP_ACCEPT, this);
        } catch (IOException | RuntimeException e) {
            closeNow();
            fail(e);
            return;
        }
        if (!result.complete(this)) {
            closeNow();
        }
    }

    private void accepted(SocketChannel socket) {
        InboundGate.Place place = null;
        try {
            if (socket.getRemoteAddress() instanceof InetSocketAddress remote) {
                place = door.enter(remote).orElse(null);
                if (place != null) {
                    Sockets.prepare(socket);
                    EventLoop next = setup.loops().next();
                    PeerAddress peer = Addresses.of(PeerAddress.TCP, remote);
                    Inbound inbound = new Inbound(door, setup, next, peer, place);
                    next.execute(() -> inbound.accepted(socket));
                    return;
                }
            }
        } catch (IOException | RejectedExecutionException e) {
            // This one is gone already, or everything is; the next may be fine.
            log.log(Level.DEBUG, "a connection was gone before it was looked at", e);
        }
        Sockets.close(socket);
        if (place != null) {
            place.close();
        }
    }

    private void accepting(boolean wanted) {
        SelectionKey ours = key;
        if (ours != null && ours.isValid()) {
            ours.interestOps(wanted ? SelectionKey.OP_ACCEPT : 0);
        }
    }

    private void closeNow() {
        ServerSocketChannel listening = channel;
        if (listening != null) {
            Sockets.close(listening);
        }
    }

    private void fail(Throwable cause) {
        result.completeExceptionally(Failures.about("cannot listen on " + asked, cause));
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // An ended loop has closed the listener if it was open.
            fail(e);
        }
    }
}
