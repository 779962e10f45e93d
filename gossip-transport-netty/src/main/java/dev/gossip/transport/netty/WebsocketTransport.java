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
import dev.gossip.transport.netty.websocket.WebsocketUpgrade;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The transport {@code websocket}: one frame is one binary message of RFC 6455, plain or with TLS, without subprotocols and
 * extensions. Shares event loops, limits and system properties with {@link NettyTransport}. A connection is open after the
 * upgrade; pings are answered, and somebody who answers none for 30 s is taken for gone.
 */
public final class WebsocketTransport implements Transport {

    private final UnaryOperator<@Nullable String> properties;

    /** For the service loader. */
    public WebsocketTransport() {
        this(System::getProperty);
    }

    WebsocketTransport(UnaryOperator<@Nullable String> properties) {
        this.properties = properties;
    }

    @Override
    public String name() {
        return "websocket";
    }

    @Override
    public CarrierKind carrier() {
        return CarrierKind.MESSAGE_STREAM;
    }

    @Override
    public TransportCapabilities capabilities() {
        return new TransportCapabilities(true, true);
    }

    @Override
    public CompletionStage<Listener> listen(
            PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor, GossipRuntime runtime) {
        try {
            return new NettyListener(address, setup(options, runtime), acceptor).bind();
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
        if (options.carriage() instanceof Carriage.MessageStream stream) {
            NettyLoops loops = runtime.shared(NettyLoops.class, () -> NettyLoops.open(properties));
            WebsocketUpgrade upgrade = new WebsocketUpgrade(stream, runtime.scheduler(), options.connectTimeout());
            return new LinkSetup(options, upgrade.framing(), runtime, loops, upgrade);
        }
        throw new GossipException("transport 'websocket' carries message streams, but the protocol rides on "
                + options.carriage().kind() + "; choose a transport for that carrier");
    }
}
