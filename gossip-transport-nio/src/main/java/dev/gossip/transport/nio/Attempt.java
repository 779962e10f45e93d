package dev.gossip.transport.nio;

import dev.gossip.api.Cancellable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One TCP connection in the making, to one socket address. Used on the event loop only. */
final class Attempt implements EventLoop.Ready {

    private final EventLoop loop;
    private final Outcome outcome;
    private @Nullable SocketChannel channel;
    private @Nullable Cancellable limit;
    private boolean decided;

    /** Hears once what became of it, unless it was abandoned. */
    interface Outcome {

        void connected(SocketChannel channel);

        /** {@link ClosedChannelException} if the event loop ends. */
        void failed(Throwable cause);
    }

    Attempt(EventLoop loop, Outcome outcome) {
        this.loop = loop;
        this.outcome = outcome;
    }

    /** @param timer runs a task on the event loop at the limit of this attempt */
    void start(InetSocketAddress target, Function<Runnable, Cancellable> timer) {
        try {
            SocketChannel connecting = Sockets.prepare(SocketChannel.open());
            channel = connecting;
            if (connecting.connect(target)) {
                connected(connecting);
                return;
            }
            loop.register(connecting, SelectionKey.OP_CONNECT, this);
            limit = timer.apply(
                    () -> failed(new ConnectException("no answer from " + target + " in its share of time")));
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    /** Gives up without a word. */
    void abandon() {
        if (decide() && channel != null) {
            Sockets.close(channel);
        }
    }

    @Override
    public void ready() {
        SocketChannel connecting = channel;
        try {
            if (!decided && connecting != null && connecting.finishConnect()) {
                connected(connecting);
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void loopStopped() {
        failed(new ClosedChannelException());
    }

    private void connected(SocketChannel ready) {
        if (decide()) {
            outcome.connected(ready);
        }
    }

    private void failed(Throwable cause) {
        if (decided) {
            return;
        }
        abandon();
        outcome.failed(cause);
    }

    private boolean decide() {
        if (decided) {
            return false;
        }
        decided = true;
        if (limit != null) {
            limit.cancel();
        }
        return true;
    }
}
