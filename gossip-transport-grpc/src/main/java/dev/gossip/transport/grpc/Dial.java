package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.support.Addresses;
import dev.gossip.spi.transport.support.Failures;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect: looks up the name, tries each address in turn, finishes the TLS handshake, calls the probe and
 * opens the call, all under one deadline. Its state belongs to the event loop of the future connection.
 */
final class Dial {

    private final PeerAddress address;
    private final LinkSetup setup;
    private final ConnectionHandler handler;
    private final EventLoop loop;
    private final CompletableFuture<Connection> result = new CompletableFuture<>();
    private @Nullable ManagedChannel channel;

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
                .schedule(limit, () -> fail(new TimeoutException("no connection within " + limit.toMillis() + " ms")));
        result.whenComplete((connection, failure) -> {
            deadline.cancel();
            if (failure != null) {
                // Also if the caller gave up, who completes the stage himself.
                onLoop(this::release);
            }
        });
        Addresses.resolve(address, setup.runtime().handlers())
                .whenComplete((sockets, failure) -> onLoop(() -> {
                    if (failure == null) {
                        attempt(sockets, limit.dividedBy(sockets.size()));
                    } else {
                        fail(failure);
                    }
                }));
        return result;
    }

    /**
     * Tries the first of {@code sockets}, and the others if it fails.
     *
     * @param share one address that never answers must leave time for the next
     */
    private void attempt(List<InetSocketAddress> sockets, Duration share) {
        if (result.isDone()) {
            return;
        }
        try {
            ManagedChannel attempted =
                    Http2.client(address, sockets.get(0), setup, loop, share).build();
            channel = attempted;
            setup.loops().track(attempted);
            Refusal refusal = failure -> {
                release();
                if (sockets.size() > 1) {
                    attempt(sockets.subList(1, sockets.size()), share);
                } else {
                    fail(failure);
                }
            };
            setup.methods()
                    .probe()
                    .ifPresentOrElse(
                            probe -> new Probe(() -> openStream(attempted, refusal), refusal)
                                    .start(attempted.newCall(probe, CallOptions.DEFAULT)),
                            () -> openStream(attempted, refusal));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void openStream(ManagedChannel over, Refusal refusal) {
        if (result.isDone()) {
            return;
        }
        OutboundOutcome outcome = new OutboundOutcome();
        MethodDescriptor<Bytes, Bytes> method = setup.methods().stream();
        ClientCall<Bytes, Bytes> call = over.newCall(
                method,
                CallOptions.DEFAULT.withOnReadyThreshold(Http2.READY_BYTES).withStreamTracerFactory(outcome.factory()));
        call.start(new OutboundEvents(outcome, () -> open(call), refusal, this::release), new Metadata());
    }

    /** Null if nobody wants the connection any more. */
    private @Nullable GrpcConnection open(ClientCall<Bytes, Bytes> call) {
        if (result.isDone()) {
            return null;
        }
        GrpcConnection connection = new GrpcConnection(
                new ClientStream(call),
                loop,
                setup,
                handler,
                Facts.local(address.scheme(), call.getAttributes()),
                address,
                Facts.security(call.getAttributes()));
        if (!connection.open()) {
            fail(new IllegalStateException("the handler failed in onOpen"));
        } else if (!result.complete(connection)) {
            connection.close(CloseReason.local("the caller gave up dialling"));
        }
        return connection;
    }

    private void fail(Throwable cause) {
        result.completeExceptionally(Failures.about("cannot connect to " + address, cause));
    }

    private void release() {
        if (channel != null) {
            setup.loops().release(channel);
            channel = null;
        }
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(Failures.about("cannot connect to " + address + ", the runtime is closed", e));
        }
    }

    /** Hears why an address is of no use. */
    @FunctionalInterface
    interface Refusal {
        void refused(Throwable cause);
    }
}
