package dev.gossip.transport.grpc;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.InboundGate;
import dev.gossip.spi.transport.support.Failures;
import io.grpc.Attributes;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One accepted HTTP/2 connection: a stranger's as long as it carries no call. Used on its event loop unless said. */
final class Accepted {

    static final Attributes.Key<Accepted> KEY = Attributes.Key.create("gossip-accepted");

    private final Channel channel;
    private final PeerAddress remote;
    private final InboundGate.Place place;
    private final AtomicInteger strangers;
    private boolean established;
    private int calls;

    /** Counts itself among {@code strangers}. */
    Accepted(Channel channel, PeerAddress remote, InboundGate.Place place, AtomicInteger strangers) {
        this.channel = channel;
        this.remote = remote;
        this.place = place;
        this.strangers = strangers;
        strangers.incrementAndGet();
    }

    PeerAddress remote() {
        return remote;
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    /** Ends it with all its calls, past the HTTP/2 and TLS handlers, which would wait for the peer. From any thread. */
    void cut() {
        ChannelHandlerContext nearest = channel.pipeline().firstContext();
        if (nearest != null) {
            nearest.close();
        }
    }

    /** The TLS handshake, if there is one, has succeeded. */
    void established() {
        established = true;
        place.handshakeDone();
    }

    boolean isEstablished() {
        return established;
    }

    /** Why TLS was not established, for people; asked when the channel is closed. */
    String handshakeFailure() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        @Nullable Throwable cause = tls == null ? null : tls.handshakeFuture().cause();
        return cause == null
                ? "no TLS handshake within the connect timeout, or the peer left"
                : Failures.describe(cause);
    }

    void callOpened() {
        if (calls++ == 0) {
            strangers.decrementAndGet();
        }
    }

    void callEnded() {
        if (--calls == 0) {
            strangers.incrementAndGet();
        }
    }

    /** The channel is closed, and its calls have ended or will end now. */
    void gone() {
        place.close();
        if (calls++ == 0) {
            strangers.decrementAndGet();
        }
    }
}
