package com.example.uds;

import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import dev.gossip.spi.transport.TransportCapabilities;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Carries frames between processes of one machine over Unix domain sockets. Chosen by its name {@code uds} only; addresses
 * are those of {@link UdsAddress}. It cannot do TLS: who may connect is a matter of the folder's permissions.
 */
// tag::provider[]
public final class UdsTransport implements Transport {

    /** For {@code ServiceLoader}. */
    public UdsTransport() {}

    @Override
    public String name() {
        return "uds";
    }

    /** Zero, only by name: its addresses are files, so nobody can want it without knowing. */
    @Override
    public int priority() {
        return 0;
    }

    @Override
    public CarrierKind carrier() {
        return CarrierKind.BYTE_STREAM;
    }

    @Override
    public TransportCapabilities capabilities() {
        return new TransportCapabilities(false, true);
    }

    @Override
    public Availability availability() {
        try {
            SocketChannel.open(StandardProtocolFamily.UNIX).close();
            return Availability.AVAILABLE;
        } catch (IOException | UnsupportedOperationException e) {
            return Availability.missing("this system has no Unix domain sockets (" + e.getMessage() + ")");
        }
    }
    // end::provider[]

    // tag::start[]
    @Override
    public CompletionStage<Listener> listen(
            PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor, GossipRuntime runtime) {
        return onLoop(
                "listen at " + address, options, runtime, loop -> new UdsListener(loop, address, options, acceptor));
    }

    @Override
    public CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
        return onLoop("dial " + address, options, runtime, loop -> dial(loop, address, options, handler));
    }

    private static <T> CompletionStage<T> onLoop(
            String what, LinkOptions options, GossipRuntime runtime, Step<? extends T> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            if (options.tls().isPresent()) {
                throw new GossipException("the transport 'uds' cannot do TLS; leave tls out of the endpoint");
            }
            if (!(options.carriage() instanceof Carriage.ByteStream)) {
                throw new GossipException("the transport 'uds' carries byte streams only");
            }
            UdsLoop loop = runtime.shared(UdsLoop.class, () -> new UdsLoop(runtime));
            loop.execute(() -> {
                try {
                    result.complete(step.run(loop));
                } catch (IOException | RuntimeException e) {
                    result.completeExceptionally(failure(what, e));
                }
            });
        } catch (RuntimeException e) {
            result.completeExceptionally(failure(what, e));
        }
        return result;
    }

    private static GossipException failure(String what, Exception cause) {
        return new GossipException("cannot " + what + ": " + cause.getMessage(), cause);
    }
    // end::start[]

    // tag::dial[]
    private static Connection dial(UdsLoop loop, PeerAddress address, LinkOptions options, ConnectionHandler handler)
            throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            // A Unix socket connects at once or fails, also if too many dials wait for the listener: no deadline is
            // needed.
            if (!channel.connect(UdsAddress.file(address))) {
                throw new IOException("the system did not connect at once");
            }
            UdsConnection connection = new UdsConnection(loop, channel, options, handler, address.withPort(0), address);
            connection.open();
            return connection;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
    // end::dial[]

    private interface Step<T> {
        T run(UdsLoop loop) throws IOException;
    }
}
