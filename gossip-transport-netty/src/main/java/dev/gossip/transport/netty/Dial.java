package dev.gossip.transport.netty;

import dev.gossip.api.Cancellable;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.support.Addresses;
import dev.gossip.spi.transport.support.Failures;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect: looks up the name, tries each address in turn and finishes the TLS handshake, all under one
 * deadline. Its state belongs to the event loop of the future connection.
 */
final class Dial implements ChannelEvents.Opening {

    private final PeerAddress address;
    private final LinkSetup setup;
    private final ConnectionHandler handler;
    private final EventLoop loop;
    private final CompletableFuture<Connection> result = new CompletableFuture<>();
    private @Nullable Channel channel;

    Dial(PeerAddress address, LinkSetup setup, ConnectionHandler handler) {
        this.address = address;
        this.setup = setup;
        this.handler = handler;
        this.loop = setup.loops().next();
    }

    CompletableFuture<Connection> start() {
        Duration limit = setup.options().connectTimeout();
        Cancellable deadline = setup.runtime()
                .scheduler()
                .schedule(
                        limit,
                        () -> onLoop(() -> {
                            failed(new TimeoutException("no connection within " + limit.toMillis() + " ms"));
                        }));
        result.whenComplete((connection, failure) -> {
            deadline.cancel();
            if (failure != null) {
                // Also if the caller gave up, who completes the stage himself.
                onLoop(this::abandon);
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
    public void opened(NettyConnection connection) {
        if (!result.complete(connection)) {
            connection.close(CloseReason.local("the caller gave up dialling"));
        }
    }

    @Override
    public void failed(Throwable cause) {
        result.completeExceptionally(Failures.about("cannot connect to " + address, cause));
    }

    private void abandon() {
        if (channel != null) {
            channel.close();
        }
    }

    private void attempt(List<InetSocketAddress> sockets, int index) {
        if (result.isDone()) {
            return;
        }
        long share = setup.options().connectTimeout().toMillis() / sockets.size();
        try {
            ChannelFuture connecting = setup.loops()
                    .client(loop)
                    // One address that never answers must leave time for the next.
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, Math.min(share, Integer.MAX_VALUE)))
                    .handler(pipeline())
                    .connect(sockets.get(index));
            channel = connecting.channel();
            connecting.addListener(done -> {
                if (!done.isSuccess()) {
                    if (index + 1 < sockets.size()) {
                        attempt(sockets, index + 1);
                    } else {
                        failed(done.cause());
                    }
                }
            });
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private ChannelInitializer<Channel> pipeline() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel created) {
                if (!setup.loops().admit(created)) {
                    created.close();
                    return;
                }
                try {
                    // Here, because only a pipeline frees the native memory of an engine.
                    setup.options().tls().ifPresent(tls -> created.pipeline().addLast(handler(tls, created)));
                    if (setup.upgrade() != null) {
                        setup.upgrade()
                                .dial(
                                        created.pipeline(),
                                        address,
                                        setup.options().tls().isPresent());
                    }
                    created.pipeline().addLast(new ChannelEvents(setup, handler, address, Dial.this));
                } catch (RuntimeException e) {
                    failed(e);
                    created.close();
                }
            }
        };
    }

    private SslHandler handler(TlsContext tls, Channel created) {
        return setup.loops()
                .tls()
                .client(tls, address, created.alloc(), setup.runtime().workers());
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(Failures.about("cannot connect to " + address + ", the runtime is closed", e));
        }
    }
}
