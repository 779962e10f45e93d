package dev.gossip.transport.nio;

import dev.gossip.api.Cancellable;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.support.Addresses;
import dev.gossip.spi.transport.support.Failures;
import dev.gossip.spi.transport.support.Tls;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect: looks up the name, tries each address in turn and finishes the TLS handshake, all under one
 * deadline. Its state belongs to the event loop of the future connection.
 */
final class Dial implements Opening.Result {

    private final PeerAddress address;
    private final LinkSetup setup;
    private final ConnectionHandler handler;
    private final EventLoop loop;
    private final CompletableFuture<Connection> result = new CompletableFuture<>();
    private @Nullable Attempt attempt;
    private @Nullable Opening opening;

    Dial(PeerAddress address, LinkSetup setup, ConnectionHandler handler) {
        this.address = address;
        this.setup = setup;
        this.handler = handler;
        this.loop = setup.loops().next();
    }

    CompletableFuture<Connection> start() {
        Duration limit = setup.options().connectTimeout();
        Cancellable deadline =
                later(limit, () -> failed(new TimeoutException("no connection within " + limit.toMillis() + " ms")));
        result.whenComplete((connection, failure) -> {
            deadline.cancel();
            if (failure != null) {
                // Also if the caller completed the stage.
                onLoop(() -> abandon(failure));
            }
        });
        Addresses.resolve(address, setup.runtime().handlers())
                .whenComplete((sockets, failure) -> onLoop(() -> {
                    if (failure == null) {
                        attempt(sockets, 0);
                    } else {
                        failed(
                                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                                        ? wrapped.getCause()
                                        : failure);
                    }
                }));
        return result;
    }

    @Override
    public void established() {
        // The deadline covers the handler's first call as well.
    }

    @Override
    public void opened(NioConnection connection) {
        if (!result.complete(connection)) {
            connection.close(CloseReason.local("the caller gave up dialling"));
        }
    }

    @Override
    public void failed(Throwable cause) {
        result.completeExceptionally(Failures.about("cannot connect to " + address, cause));
    }

    private void abandon(Throwable cause) {
        if (attempt != null) {
            attempt.abandon();
        }
        if (opening != null) {
            opening.fail(cause);
        }
    }

    private void attempt(List<InetSocketAddress> sockets, int index) {
        if (result.isDone()) {
            return;
        }
        // One address that never answers must leave time for the next.
        Duration share = setup.options().connectTimeout().dividedBy(sockets.size());
        attempt = new Attempt(loop, new Attempt.Outcome() {
            @Override
            public void connected(SocketChannel channel) {
                attempt = null;
                shakeHands(channel);
            }

            @Override
            public void failed(Throwable cause) {
                attempt = null;
                if (index + 1 < sockets.size() && !(cause instanceof ClosedChannelException)) {
                    attempt(sockets, index + 1);
                } else {
                    Dial.this.failed(cause);
                }
            }
        });
        attempt.start(sockets.get(index), expiry -> later(share, expiry));
    }

    private void shakeHands(SocketChannel channel) {
        try {
            Optional<SSLEngine> engine = setup.options().tls().map(tls -> Tls.client(tls, address));
            opening = new Opening(setup, handler, address, loop, channel, engine, this);
        } catch (RuntimeException e) {
            Sockets.close(channel);
            failed(e);
            return;
        }
        opening.start();
    }

    private Cancellable later(Duration delay, Runnable task) {
        return setup.runtime().scheduler().schedule(delay, () -> onLoop(task));
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(Failures.about("cannot connect to " + address + ", the runtime is closed", e));
        }
    }
}
