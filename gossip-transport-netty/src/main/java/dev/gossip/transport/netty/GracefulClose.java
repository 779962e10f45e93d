package dev.gossip.transport.netty;

import dev.gossip.api.Cancellable;
import dev.gossip.api.Scheduler;
import dev.gossip.transport.netty.websocket.Farewell;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection so that the peer gets everything that was accepted: first all bytes are written, then our direction
 * is shut down, then the peer closes its direction. Both waits are bounded. Used on the event loop only.
 *
 * <p>Meanwhile the connection reads and ignores: a socket that is closed with unread input resets the connection, and a
 * reset may destroy what the peer has not read yet.
 */
final class GracefulClose {

    static final Duration WRITE_LIMIT = Duration.ofSeconds(3);
    static final Duration LINGER_LIMIT = Duration.ofSeconds(1);

    private final Channel channel;
    private final @Nullable SslHandler tls;
    private final Scheduler scheduler;
    private @Nullable Cancellable timer;
    private boolean begun;
    private boolean written;

    GracefulClose(Channel channel, @Nullable SslHandler tls, Scheduler scheduler) {
        this.channel = channel;
        this.tls = tls;
        this.scheduler = scheduler;
    }

    /** Starts to wait for {@link #written}. */
    void begin() {
        begun = true;
        channel.config().setAutoRead(true);
        limit(WRITE_LIMIT);
    }

    /** All accepted bytes have reached the operating system. */
    void written() {
        if (!begun || written) {
            return;
        }
        written = true;
        channel.pipeline().fireUserEventTriggered(Farewell.SAID);
        limit(LINGER_LIMIT);
        if (tls == null) {
            shutdownOutput();
        } else {
            tls.closeOutbound().addListener(farewell -> shutdownOutput());
        }
    }

    /** The channel is closed. */
    void finished() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void shutdownOutput() {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            duplex.shutdownOutput();
        } else {
            channel.close();
        }
    }

    private void limit(Duration limit) {
        finished();
        timer = scheduler.schedule(limit, this::expired);
    }

    private void expired() {
        try {
            channel.eventLoop().execute(this::force);
        } catch (RejectedExecutionException e) {
            // The loops are closed, and they close their channels.
            timer = null;
        }
    }

    /** Closes past the TLS handler, which would wait once more for a farewell that nobody reads. */
    private void force() {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first == null) {
            // Its handlers are gone, because it is closed or about to be.
            channel.close();
        } else {
            first.close();
        }
    }
}
