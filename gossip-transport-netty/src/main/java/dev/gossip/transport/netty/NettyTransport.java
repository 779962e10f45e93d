package dev.gossip.transport.netty;

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
 * The transport {@code netty}: frames over TCP, plain or with TLS. Stateless; its event loops are opened at first use and
 * closed with the runtime. All callbacks of one connection come from one event loop, so handlers must not block.
 *
 * <p>System properties, read when the loops are opened:
 *
 * <ul>
 *   <li>{@code gossip.netty.io}: {@code auto} (default: epoll where it works, else nio), {@code nio}, {@code epoll} or
 *       {@code io_uring}; one that does not work here is replaced by nio and the cause is logged
 *   <li>{@code gossip.netty.tls}: {@code auto} (default: BoringSSL where it works and suits the {@code TlsContext}, else the
 *       JDK), {@code openssl} (the same) or {@code jdk}
 *   <li>{@code gossip.netty.threads}: number of event loops (default: the number of processors)
 *   <li>{@code gossip.netty.allocator}: {@code pooled} (default), {@code adaptive} or {@code unpooled}
 * </ul>
 */
public final class NettyTransport implements Transport {

    private final UnaryOperator<@Nullable String> properties;

    /** For the service loader. */
    public NettyTransport() {
        this(System::getProperty);
    }

    NettyTransport(UnaryOperator<@Nullable String> properties) {
        this.properties = properties;
    }

    @Override
    public String name() {
        return "netty";
    }

    @Override
    public CarrierKind carrier() {
        return CarrierKind.BYTE_STREAM;
    }

    @Override
    public TransportCapabilities capabilities() {
        return new TransportCapabilities(true, true);
    }

    @Override
    public CompletionStage<Listener> listen(
            PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor, GossipRuntime runtime) {
        try {
            LinkSetup setup = setup(options, runtime);
            return new NettyListener(address, setup, acceptor).bind();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(Failures.about("cannot listen on " + address, e));
        }
    }

    @Override
    public CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
        try {
            LinkSetup setup = setup(options, runtime);
            return new Dial(address, setup, handler).start();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(Failures.about("cannot connect to " + address, e));
        }
    }

    private LinkSetup setup(LinkOptions options, GossipRuntime runtime) {
        if (options.carriage() instanceof Carriage.ByteStream stream) {
            NettyLoops loops = runtime.shared(NettyLoops.class, () -> NettyLoops.open(properties));
            return new LinkSetup(options, stream.framing(), runtime, loops, null);
        }
        throw new GossipException("transport 'netty' carries byte streams, but the protocol rides on "
                + options.carriage().kind() + "; choose a transport for that carrier");
    }
}
