package dev.gossip.examples.demo.chronos;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import dev.gossip.spi.transport.TransportCapabilities;
import dev.gossip.transport.netty.NettyTransport;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The Netty transport of one node, whose frames are watched on their way out. */
final class WatchedTransport implements Transport {

    private final NettyTransport carrier = new NettyTransport();
    private final Traffic traffic;
    private final HopMeter meter;

    WatchedTransport(Traffic traffic, HopMeter meter) {
        this.traffic = traffic;
        this.meter = meter;
    }

    @Override
    public String name() {
        return "watched-netty";
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
        return carrier.listen(
                address,
                options,
                remote -> acceptor.accept(remote).map(handler -> new Watching(handler, () -> {}, () -> {})),
                runtime);
    }

    @Override
    public CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
        Stopwatch watch = new Stopwatch(runtime.time());
        Watching watching = new Watching(handler, watch::asked, () -> watch.answered(meter));
        return carrier.connect(address, options, watching, runtime).thenApply(watching::of);
    }

    /** Shows the node the watched connection in the place of the socket's. */
    private final class Watching implements ConnectionHandler {

        private final ConnectionHandler handler;
        private final Runnable sent;
        private final Runnable received;

        private @Nullable Connection watched;

        Watching(ConnectionHandler handler, Runnable sent, Runnable received) {
            this.handler = handler;
            this.sent = sent;
            this.received = received;
        }

        /** Whoever comes first, the opening or the completion of the dial, makes it. */
        synchronized Connection of(Connection carried) {
            Connection known = watched;
            if (known == null) {
                known = new WatchedConnection(carried, traffic, sent);
                watched = known;
            }
            return known;
        }

        @Override
        public void onOpen(Connection carried) {
            handler.onOpen(of(carried));
        }

        @Override
        public void onFrame(Connection carried, Bytes frame) {
            received.run();
            handler.onFrame(of(carried), frame);
        }

        @Override
        public void onWritable(Connection carried) {
            handler.onWritable(of(carried));
        }

        @Override
        public void onClosed(Connection carried, CloseReason reason) {
            handler.onClosed(of(carried), reason);
        }
    }

    /** Between a question and its answer; whoever dials asks one thing at a time. */
    private static final class Stopwatch {

        private final TimeSource time;
        private volatile long askedAt;

        Stopwatch(TimeSource time) {
            this.time = time;
        }

        void asked() {
            askedAt = time.nanoTime();
        }

        void answered(HopMeter meter) {
            meter.answered(Duration.ofNanos(time.nanoTime() - askedAt));
        }
    }
}
