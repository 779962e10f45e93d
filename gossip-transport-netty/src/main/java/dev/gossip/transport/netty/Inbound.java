package dev.gossip.transport.netty;

import dev.gossip.api.Cancellable;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares the connections that one listener accepts: asks the acceptor, then lets TLS shake hands under the deadline. */
final class Inbound extends ChannelInitializer<Channel> {

    /** Strangers that have not finished their TLS handshake, per listener. */
    static final int MAX_HANDSHAKES = 1_024;

    private static final Logger log = LoggerFactory.getLogger(Inbound.class);

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

    @Override
    protected void initChannel(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress socket)) {
            // Gone before it was looked at.
            channel.close();
            return;
        }
        PeerAddress remote = Addresses.of(PeerAddress.TCP, socket);
        try {
            Optional<ConnectionHandler> handler = acceptor.accept(remote);
            if (handler.isEmpty()) {
                channel.close();
            } else {
                prepare(channel, remote, handler.get());
            }
        } catch (RuntimeException e) {
            failed(remote, e);
            channel.close();
        }
    }

    private void prepare(Channel channel, PeerAddress remote, ConnectionHandler handler) {
        Optional<TlsContext> tls = setup.options().tls();
        if (tls.isEmpty()) {
            channel.pipeline().addLast(new ChannelEvents(setup, handler, null, new Outcome(remote, () -> {})));
            return;
        }
        if (handshakes.get() >= MAX_HANDSHAKES) {
            throw new IllegalStateException("more than " + MAX_HANDSHAKES + " TLS handshakes at once");
        }
        channel.pipeline()
                .addLast(setup.loops()
                        .tls()
                        .server(tls.get(), channel.alloc(), setup.runtime().workers()));
        handshakes.incrementAndGet();
        Cancellable deadline = deadline(channel);
        Outcome outcome = new Outcome(remote, () -> {
            deadline.cancel();
            handshakes.decrementAndGet();
        });
        channel.pipeline().addLast(new ChannelEvents(setup, handler, null, outcome));
        channel.closeFuture().addListener(closed -> outcome.settle());
    }

    private Cancellable deadline(Channel channel) {
        Duration limit = setup.options().connectTimeout();
        return setup.runtime().scheduler().schedule(limit, () -> {
            try {
                channel.eventLoop().execute(() -> expire(channel, limit));
            } catch (RejectedExecutionException e) {
                log.debug("{}: the event loops are closed", listening);
            }
        });
    }

    private static void expire(Channel channel, Duration limit) {
        ChannelHandlerContext context = channel.pipeline().context(ChannelEvents.class);
        if (context != null && context.handler() instanceof ChannelEvents events) {
            events.fail(context, new TimeoutException("no TLS handshake within " + limit.toMillis() + " ms"));
        }
    }

    /** Counts every failure; writes the 1st, 2nd, 4th, 8th ... to the log, so that a flood of strangers does not fill it. */
    private void failed(PeerAddress remote, Throwable cause) {
        long count = failures.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            log.warn(
                    "{}: inbound connection from {} failed ({} so far): {}",
                    listening,
                    remote,
                    count,
                    Failures.describe(cause));
        } else {
            log.debug("{}: inbound connection from {} failed ({} so far)", listening, remote, count, cause);
        }
    }

    /** What becomes of one connection that passed the acceptor. */
    private final class Outcome implements ChannelEvents.Opening {

        private final PeerAddress remote;
        private final Runnable settlement;
        private boolean settled;

        Outcome(PeerAddress remote, Runnable settlement) {
            this.remote = remote;
            this.settlement = settlement;
        }

        @Override
        public void opened(NettyConnection connection) {
            settle();
        }

        @Override
        public void failed(Throwable cause) {
            settle();
            Inbound.this.failed(remote, cause);
        }

        void settle() {
            if (!settled) {
                settled = true;
                settlement.run();
            }
        }
    }
}
