package dev.gossip.transport.grpc;

import io.grpc.Attributes;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicInteger;

/** One accepted HTTP/2 connection: a stranger's as long as it carries no call. Used on its event loop unless said. */
final class Accepted {

    static final Attributes.Key<Accepted> KEY = Attributes.Key.create("gossip-accepted");

    private final Channel channel;
    private final AtomicInteger strangers;
    private int calls;

    /** Counts itself among {@code strangers}. */
    Accepted(Channel channel, AtomicInteger strangers) {
        this.channel = channel;
        this.strangers = strangers;
        strangers.incrementAndGet();
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
        if (calls++ == 0) {
            strangers.decrementAndGet();
        }
    }
}
