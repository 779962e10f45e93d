package dev.gossip.examples.demo.orbs;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import dev.gossip.spi.transport.TransportCapabilities;
import dev.gossip.spi.transport.support.SendQueue;
import dev.gossip.transport.netty.NettyTransport;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The Netty transport of one node behind its uplink. In Orbs only the dialling side of a connection sends. */
final class PacedTransport implements Transport {

    private final NettyTransport carrier = new NettyTransport();
    private final Uplink uplink;

    PacedTransport(Uplink uplink) {
        this.uplink = uplink;
    }

    @Override
    public String name() {
        return "paced-netty";
    }

    @Override
    public CarrierKind carrier() {
        return carrier.carrier();
    }

    @Override
    public TransportCapabilities capabilities() {
        return carrier.capabilities();
    }

    @Override
    public CompletionStage<Listener> listen(
            PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor, GossipRuntime runtime) {
        return carrier.listen(address, options, acceptor, runtime);
    }

    @Override
    public CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
        SendQueue queue = new SendQueue(options, ((Carriage.ByteStream) options.carriage()).framing());
        Paced paced = new Paced(handler, queue);
        return carrier.connect(address, options, paced, runtime).thenApply(paced::of);
    }

    /** Shows the node the paced connection in the place of the socket's. */
    private final class Paced implements ConnectionHandler {

        private final ConnectionHandler handler;
        private final SendQueue queue;
        private @Nullable PacedConnection paced;

        Paced(ConnectionHandler handler, SendQueue queue) {
            this.handler = handler;
            this.queue = queue;
        }

        /** Whoever comes first, the opening or the completion of the dial, makes it. */
        synchronized PacedConnection of(Connection carried) {
            PacedConnection known = paced;
            if (known == null) {
                known = new PacedConnection(carried, handler, queue, uplink);
                paced = known;
            }
            return known;
        }

        @Override
        public void onOpen(Connection carried) {
            handler.onOpen(of(carried));
        }

        @Override
        public void onFrame(Connection carried, Bytes frame) {
            handler.onFrame(of(carried), frame);
        }

        @Override
        public void onWritable(Connection carried) {
            of(carried).writable();
        }

        @Override
        public void onClosed(Connection carried, CloseReason reason) {
            PacedConnection connection = of(carried);
            connection.gone();
            handler.onClosed(connection, reason);
        }
    }
}
