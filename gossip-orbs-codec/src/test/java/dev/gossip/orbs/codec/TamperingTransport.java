package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.core.memory.MemoryTransport;
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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** The memory transport with accidents on the way: copies, losses, delays (which reorder) and changed bytes. */
final class TamperingTransport implements Transport {

    static final int COPIED_PERCENT = 15;
    static final int LOST_PERCENT = 3;
    static final int DELAYED_PERCENT = 30;
    static final int CORRUPTED_PERCENT = 5;

    private static final int MAX_DELAY_MILLIS = 50;
    private static final int CHANGED_BYTES = 11;

    private final MemoryTransport carrier = new MemoryTransport();
    private final RandomGenerator random;
    private final Map<Integer, int[]> outcomes = new HashMap<>();
    boolean on = true;

    TamperingTransport(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public String name() {
        return "tampering";
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
        return carrier.connect(address, options, new Handler(handler, runtime), runtime);
    }

    /** How often an accident with this percentage happened, of a hundred times that it could. */
    double share(int percent) {
        int[] counts = outcomes.get(percent);
        return 100.0 * counts[1] / (counts[0] + counts[1]);
    }

    private boolean happens(int percent) {
        boolean accident = on && random.nextInt(100) < percent;
        if (on) {
            outcomes.computeIfAbsent(percent, key -> new int[2])[accident ? 1 : 0]++;
        }
        return accident;
    }

    private Bytes perhapsChanged(Bytes frame) {
        if (!happens(CORRUPTED_PERCENT)) {
            return frame;
        }
        byte[] changed = frame.toByteArray();
        for (int i = 0; i < CHANGED_BYTES; i++) {
            changed[random.nextInt(changed.length)] ^= 0x55;
        }
        return Bytes.wrap(changed);
    }

    private final class Handler implements ConnectionHandler {

        private final ConnectionHandler inner;
        private final GossipRuntime runtime;

        Handler(ConnectionHandler inner, GossipRuntime runtime) {
            this.inner = inner;
            this.runtime = runtime;
        }

        @Override
        public void onOpen(Connection connection) {
            inner.onOpen(new Tampered(connection, runtime));
        }

        @Override
        public void onFrame(Connection connection, Bytes frame) {
            inner.onFrame(connection, frame);
        }

        @Override
        public void onWritable(Connection connection) {
            inner.onWritable(connection);
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            inner.onClosed(connection, reason);
        }
    }

    private final class Tampered implements Connection {

        private final Connection inner;
        private final GossipRuntime runtime;

        Tampered(Connection inner, GossipRuntime runtime) {
            this.inner = inner;
            this.runtime = runtime;
        }

        @Override
        public SendResult offer(Bytes frame, FramePriority priority) {
            if (happens(LOST_PERCENT)) {
                return SendResult.ACCEPTED;
            }
            Bytes sent = perhapsChanged(frame);
            if (happens(COPIED_PERCENT)) {
                runtime.scheduler().schedule(Duration.ofMillis(10), () -> inner.offer(sent, priority));
            }
            if (happens(DELAYED_PERCENT)) {
                Duration delay = Duration.ofMillis(random.nextInt(MAX_DELAY_MILLIS));
                runtime.scheduler().schedule(delay, () -> inner.offer(sent, priority));
                return SendResult.ACCEPTED;
            }
            return inner.offer(sent, priority);
        }

        @Override
        public void pauseReading() {
            inner.pauseReading();
        }

        @Override
        public void resumeReading() {
            inner.resumeReading();
        }

        @Override
        public long queuedBytes() {
            return inner.queuedBytes();
        }

        @Override
        public PeerAddress local() {
            return inner.local();
        }

        @Override
        public PeerAddress remote() {
            return inner.remote();
        }

        @Override
        public SecurityFacts security() {
            return inner.security();
        }

        @Override
        public void close(CloseReason reason) {
            inner.close(reason);
        }
    }
}
