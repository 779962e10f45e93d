package dev.gossip.transport.netty;

import dev.gossip.api.Cancellable;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.InboundGate;
import dev.gossip.spi.transport.support.Addresses;
import dev.gossip.spi.transport.support.Door;
import dev.gossip.spi.transport.support.Failures;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares the connections that passed the {@link Door}: asks the acceptor, then lets TLS shake hands under the deadline. */
final class Inbound extends ChannelInitializer<Channel> {

    private static final Logger log = LoggerFactory.getLogger(Inbound.class);

    private final Door door;
    private final LinkSetup setup;

    Inbound(Door door, LinkSetup setup) {
        this.door = door;
        this.setup = setup;
    }

    @Override
    protected void initChannel(Channel channel) {
        InboundGate.Place place = Entrance.place(channel);
        if (!setup.loops().admit(channel)
                || place == null
                || !(channel.remoteAddress() instanceof InetSocketAddress socket)) {
            // Gone before it was looked at, or too late.
            channel.close();
            return;
        }
        PeerAddress remote = Addresses.of(PeerAddress.TCP, socket);
        try {
            Optional<ConnectionHandler> handler = door.ask(remote);
            if (handler.isEmpty()) {
                channel.close();
            } else {
                prepare(channel, new Outcome(remote, place), handler.get());
            }
        } catch (RuntimeException e) {
            door.failed(remote, DropReason.HANDLER_FAILED, Failures.describe(e));
            channel.close();
        }
    }

    private void prepare(Channel channel, Outcome outcome, ConnectionHandler handler) {
        Optional<TlsContext> tls = setup.options().tls();
        if (tls.isPresent()) {
            channel.pipeline()
                    .addLast(setup.loops()
                            .tls()
                            .server(tls.get(), channel.alloc(), setup.runtime().workers()));
        }
        if (setup.upgrade() != null) {
            setup.upgrade().accept(channel.pipeline());
        }
        if (setup.shakesHands()) {
            outcome.deadline = deadline(channel);
        }
        channel.pipeline().addLast(new ChannelEvents(setup, handler, null, outcome));
    }

    private Cancellable deadline(Channel channel) {
        Duration limit = setup.options().connectTimeout();
        return setup.runtime().scheduler().schedule(limit, () -> {
            try {
                channel.eventLoop().execute(() -> expire(channel, limit));
            } catch (RejectedExecutionException e) {
                log.debug("{}: the event loops are closed", channel);
            }
        });
    }

    private static void expire(Channel channel, Duration limit) {
        ChannelHandlerContext context = channel.pipeline().context(ChannelEvents.class);
        if (context != null && context.handler() instanceof ChannelEvents events) {
            events.fail(context, new TimeoutException("no handshake within " + limit.toMillis() + " ms"));
        }
    }

    /** What becomes of one connection that passed the acceptor. */
    private final class Outcome implements ChannelEvents.Opening {

        private final PeerAddress remote;
        private final InboundGate.Place place;
        private @Nullable Cancellable deadline;

        Outcome(PeerAddress remote, InboundGate.Place place) {
            this.remote = remote;
            this.place = place;
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
        public void opened(NettyConnection connection) {
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
    }
}
