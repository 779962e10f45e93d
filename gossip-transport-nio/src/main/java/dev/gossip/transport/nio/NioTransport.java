package dev.gossip.transport.nio;

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

/**
 * The transport {@code nio}: frames over TCP, plain or with TLS, on nothing but the JDK. Stateless; its event loops are
 * opened at first use and closed with the runtime. All callbacks of one connection come from one event loop, so handlers
 * must not block.
 *
 * <p>System property, read when the loops are opened: {@code gossip.nio.threads}, the number of event loops (default: the
 * number of processors).
 */
public final class NioTransport implements Transport {

    /** For the service loader. */
    public NioTransport() {}

    @Override
    public String name() {
        return "nio";
    }

    /** Below that of transports with native parts, which are faster where they are present. */
    @Override
    public int priority() {
        return 3;
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
            return new NioListener(address, setup, acceptor).bind();
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

    private static LinkSetup setup(LinkOptions options, GossipRuntime runtime) {
        if (options.carriage() instanceof Carriage.ByteStream stream) {
            NioLoops loops = runtime.shared(NioLoops.class, () -> NioLoops.open(System::getProperty));
            return new LinkSetup(options, stream.framing(), runtime, loops);
        }
        throw new GossipException("transport 'nio' carries byte streams, but the protocol rides on "
                + options.carriage().kind() + "; choose a transport for that carrier");
    }
}
