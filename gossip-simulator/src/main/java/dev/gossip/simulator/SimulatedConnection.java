package dev.gossip.simulator;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.SecurityFacts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection between two hosts. Frames wait for the uplink of their host, travel, and wait again while the other
 * end does not read; what is on the way or unread is bounded by a window, as in TCP. What cannot arrive stalls, and breaks the
 * connection after a while. Everything happens on the thread that moves the world's clock.
 */
final class SimulatedConnection implements Connection {

    /** Bytes that may be on the way or unread; a single larger frame may be too. */
    private static final int WINDOW = 4 << 20;

    /** How long a connection lives on while nothing gets through, and how long a closed one tries to write the rest. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HostSockets sockets;
    private final Network network;
    private final PeerAddress local;
    private final PeerAddress remote;
    private final LinkOptions options;
    private final ConnectionHandler handler;
    private final Queue<Bytes> waiting = new ArrayDeque<>(2);
    private final Queue<Bytes> unread = new ArrayDeque<>(2);
    private final Queue<Runnable> stalled = new ArrayDeque<>(2);
    private long queuedBytes;
    private long windowUsed;
    private long lastArrival;
    private boolean leaving;
    private boolean congested;
    private boolean paused;
    private boolean opened;
    private boolean closed;
    private @Nullable CloseReason closing;
    private @Nullable CloseReason ending;
    private @Nullable SimulatedConnection other;

    SimulatedConnection(
            HostSockets sockets,
            PeerAddress local,
            PeerAddress remote,
            LinkOptions options,
            ConnectionHandler handler) {
        this.sockets = sockets;
        this.network = sockets.host().world().network();
        this.local = local;
        this.remote = remote;
        this.options = options;
        this.handler = handler;
    }

    void pairWith(SimulatedConnection pair) {
        other = pair;
    }

    void nothingArrivesBefore(long nanos) {
        lastArrival = nanos;
    }

    void open() {
        opened = true;
        sockets.opened(this);
        guarded(() -> handler.onOpen(this));
    }

    private SimulatedConnection other() {
        return Objects.requireNonNull(other, "a connection has two ends");
    }

    private SimulatedHost host() {
        return sockets.host();
    }

    private boolean isGone() {
        return closed || sockets.runtime().isHalted();
    }

    @Override
    public SendResult offer(Bytes frame, FramePriority priority) {
        if (isGone() || closing != null) {
            return SendResult.CLOSED;
        }
        if (frame.length() > options.carriage().maxFrameBytes()) {
            return SendResult.TOO_LARGE;
        }
        long bound = options.highWaterMark() + (priority == FramePriority.CONTROL ? options.controlReserve() : 0L);
        if (queuedBytes > 0 && queuedBytes + frame.length() > bound) {
            congested = true;
            return SendResult.CONGESTED;
        }
        queuedBytes += frame.length();
        waiting.add(frame);
        pump();
        return SendResult.ACCEPTED;
    }

    private void pump() {
        while (!leaving && !isGone()) {
            Bytes frame = waiting.peek();
            if (frame == null) {
                finish();
                return;
            }
            if (windowUsed > 0 && windowUsed + frame.length() > WINDOW) {
                return;
            }
            long now = network.nanos();
            long left = host().uplink().reserve(now, frame.length());
            if (left > now) {
                leaving = true;
                network.after(left - now, this::left);
            } else {
                send();
            }
        }
    }

    private void left() {
        leaving = false;
        if (!isGone()) {
            send();
            pump();
        }
    }

    private void send() {
        Bytes frame = waiting.remove();
        queuedBytes -= frame.length();
        if (!network.left(host(), other().host(), frame)) {
            windowUsed += frame.length();
            travel(() -> other().receive(frame));
        }
        if (congested && queuedBytes < options.lowWaterMark()) {
            congested = false;
            soon(() -> handler.onWritable(this));
        }
    }

    /** What one end sends arrives at the other in order. */
    private void travel(Runnable arrival) {
        long now = network.nanos();
        lastArrival = Math.max(lastArrival, now + network.latency(host(), other().host()));
        network.after(lastArrival - now, () -> other().arrive(arrival));
    }

    private void arrive(Runnable arrival) {
        if (closed) {
            return;
        }
        boolean through = stalled.isEmpty() && network.reachable(other().host(), host());
        if (through && sockets.runtime().isHalted()) {
            other().end(CloseReason.failed(remote.host() + " knows nothing of this connection any more"));
        } else if (through) {
            arrival.run();
        } else {
            if (stalled.isEmpty()) {
                network.stalled(this);
                network.after(PATIENCE.toNanos(), this::lose);
            }
            stalled.add(arrival);
        }
    }

    /** Tries again what stalled. */
    void retry() {
        Queue<Runnable> late = new ArrayDeque<>(stalled);
        stalled.clear();
        late.forEach(this::arrive);
    }

    private void lose() {
        if (!stalled.isEmpty()) {
            CloseReason reason = CloseReason.failed("nothing got through for " + PATIENCE);
            end(reason);
            other().end(reason);
        }
    }

    private void receive(Bytes frame) {
        int limit = options.carriage().maxFrameBytes();
        network.log(EventLog.Kind.ARRIVED, other().host(), host(), frame.length(), 0);
        if (frame.length() > limit) {
            String detail = frame.length() + " bytes exceed the limit of " + limit;
            close(CloseReason.refused(DropReason.FRAME_TOO_LARGE, detail));
        } else {
            unread.add(frame);
            read();
        }
    }

    private void read() {
        while (!paused && !isGone() && !unread.isEmpty()) {
            Bytes frame = unread.remove();
            guarded(() -> handler.onFrame(this, frame));
            other().taken(frame.length());
        }
        CloseReason reason = ending;
        if (reason != null && unread.isEmpty()) {
            end(reason);
        }
    }

    private void taken(int bytes) {
        windowUsed -= bytes;
        pump();
    }

    @Override
    public void close(CloseReason reason) {
        if (closing == null && !isGone()) {
            closing = reason;
            soon(this::pump);
            network.after(PATIENCE.toNanos(), () -> end(reason));
        }
    }

    /** Once everything has left, the other end learns of the close behind it. */
    private void finish() {
        CloseReason reason = closing;
        if (reason != null) {
            travel(() -> other().hearClose(CloseReason.remote("the other end closed: " + reason.detail())));
            end(reason);
        }
    }

    private void hearClose(CloseReason reason) {
        ending = reason;
        read();
    }

    /** Ends at once, whatever waits; the other end hears of it. */
    void reset() {
        travel(() -> other().end(CloseReason.failed("the connection was reset by " + local.host())));
        closed = true;
    }

    void end(CloseReason reason) {
        if (isGone()) {
            return;
        }
        closed = true;
        sockets.gone(this);
        stalled.clear();
        waiting.clear();
        unread.clear();
        network.log(EventLog.Kind.CLOSED, host(), other().host(), 0, 0);
        if (opened) {
            soon(() -> handler.onClosed(this, reason));
        }
    }

    /** Not within the call of the handler that led here. */
    private void soon(Runnable callback) {
        sockets.runtime().scheduler().schedule(Duration.ZERO, () -> guarded(callback));
    }

    private void guarded(Runnable callback) {
        if (sockets.runtime().isHalted()) {
            return;
        }
        try {
            callback.run();
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            close(CloseReason.refused(DropReason.HANDLER_FAILED, "the connection's handler failed: " + e));
        }
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        if (paused) {
            paused = false;
            soon(this::read);
        }
    }

    @Override
    public long queuedBytes() {
        return queuedBytes;
    }

    @Override
    public PeerAddress local() {
        return local;
    }

    @Override
    public PeerAddress remote() {
        return remote;
    }

    @Override
    public SecurityFacts security() {
        return SecurityFacts.PLAIN;
    }

    @Override
    public String toString() {
        return "simulated connection " + local + " -> " + remote;
    }
}
