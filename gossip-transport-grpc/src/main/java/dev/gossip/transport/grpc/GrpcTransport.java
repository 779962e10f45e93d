package dev.gossip.transport.grpc;

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
import dev.gossip.spi.transport.support.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The transport {@code grpc}: frames as messages of bidirectional gRPC calls over HTTP/2, plain or with TLS. The protocol's
 * {@link Carriage.Calls} names the methods; a frame is the opaque content of one message. Stateless; its event loops are
 * opened at first use and closed with the runtime. All callbacks of one connection come from one event loop, so handlers
 * must not block.
 *
 * <p>A dial opens an HTTP/2 connection of its own, calls the probe method if the protocol has one, then opens the call; so
 * Fabric's peers dial too. A listener answers the probe of anybody whom TLS lets in.
 *
 * <p>System property, read when the loops are opened: {@code gossip.grpc.threads}, the number of event loops (default: the
 * number of processors).
 */
public final class GrpcTransport implements Transport {

    private final UnaryOperator<@Nullable String> properties;

    /** For the service loader. */
    public GrpcTransport() {
        this(System::getProperty);
    }

    GrpcTransport(UnaryOperator<@Nullable String> properties) {
        this.properties = properties;
    }

    @Override
    public String name() {
        return "grpc";
    }

    /** Below the byte streams, so that adding this artifact changes no node that was content with one. */
    @Override
    public int priority() {
        return 1;
    }

    @Override
    public CarrierKind carrier() {
        return CarrierKind.CALLS;
    }

    @Override
    public TransportCapabilities capabilities() {
        return new TransportCapabilities(true, true);
    }

    @Override
    public CompletionStage<Listener> listen(
            PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor, GossipRuntime runtime) {
        try {
            return new GrpcListener(address, setup(options, runtime), acceptor).bind();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(Failures.about("cannot listen on " + address, e));
        }
    }

    @Override
    public CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
        try {
            return new Dial(address, setup(options, runtime), handler).start();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(Failures.about("cannot connect to " + address, e));
        }
    }

    private LinkSetup setup(LinkOptions options, GossipRuntime runtime) {
        if (options.carriage() instanceof Carriage.Calls calls) {
            GrpcLoops loops = runtime.shared(GrpcLoops.class, () -> GrpcLoops.open(properties, runtime.time()));
            return new LinkSetup(options, new Methods(calls), runtime, loops);
        }
        throw new GossipException("transport 'grpc' carries HTTP/2 calls, but the protocol rides on "
                + options.carriage().kind() + "; choose a transport for that carrier");
    }
}
