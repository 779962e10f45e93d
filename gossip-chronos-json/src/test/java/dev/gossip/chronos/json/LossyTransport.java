package dev.gossip.chronos.json;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.SecurityFacts;
import dev.gossip.spi.transport.Transport;
import dev.gossip.spi.transport.TransportCapabilities;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Delays every frame, and loses some, on their way out. */
final class LossyTransport implements Transport {

    private final Transport carrier;
    private final Duration delay;
    private final RandomGenerator random;
    double loss;

    LossyTransport(Transport carrier, Duration delay, RandomGenerator random) {
        this.carrier = carrier;
        this.delay = delay;
        this.random = random;
    }

    @Override
    public String name() {
        return "lossy";
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
                address, options, remote -> acceptor.accept(remote).map(h -> new Slow(h, runtime)), runtime);
    }

    @Override
    public CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
        Slow slow = new Slow(handler, runtime);
        return carrier.connect(address, options, slow, runtime).thenApply(slow::wrap);
    }

    private final class Slow implements ConnectionHandler {
        private final ConnectionHandler handler;
        private final GossipRuntime runtime;
        private final Map<Connection, Wire> wires = new ConcurrentHashMap<>();

        Slow(ConnectionHandler handler, GossipRuntime runtime) {
            this.handler = handler;
            this.runtime = runtime;
        }

        Connection wrap(Connection connection) {
            return wires.computeIfAbsent(connection, real -> new Wire(real, runtime));
        }

        @Override
        public void onOpen(Connection connection) {
            handler.onOpen(wrap(connection));
        }

        @Override
        public void onFrame(Connection connection, Bytes frame) {
            handler.onFrame(wrap(connection), frame);
        }

        @Override
        public void onWritable(Connection connection) {
            handler.onWritable(wrap(connection));
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            handler.onClosed(wrap(connection), reason);
            wires.remove(connection);
        }
    }

    private final class Wire implements Connection {
        private final Connection real;
        private final GossipRuntime runtime;

        Wire(Connection real, GossipRuntime runtime) {
            this.real = real;
            this.runtime = runtime;
        }

        @Override
        public SendResult offer(Bytes frame, FramePriority priority) {
            if (random.nextDouble() >= loss) {
                runtime.scheduler().schedule(delay, () -> real.offer(frame, priority));
            }
            return SendResult.ACCEPTED;
        }

        @Override
        public void pauseReading() {
            real.pauseReading();
        }

        @Override
        public void resumeReading() {
            real.resumeReading();
        }

        @Override
        public long queuedBytes() {
            return real.queuedBytes();
        }

        @Override
        public PeerAddress local() {
            return real.local();
        }

        @Override
        public PeerAddress remote() {
            return real.remote();
        }

        @Override
        public SecurityFacts security() {
            return real.security();
        }

        @Override
        public void close(CloseReason reason) {
            runtime.scheduler().schedule(delay, () -> real.close(reason));
        }
    }
}
