package dev.gossip.core.memory;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.lane.SerialLane;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.SecurityFacts;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a connection in memory. What one end has accepted and the other's handler has not taken counts as queued, so a
 * paused reader congests its sender.
 */
final class MemoryConnection implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryConnection.class);

    private final PeerAddress local;
    private final PeerAddress remote;
    private final LinkOptions options;
    private final ConnectionHandler handler;
    private final SerialLane lane;
    private final MemoryNetwork network;
    private final AtomicLong queued = new AtomicLong();
    private final AtomicBoolean congested = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Queue<Bytes> inbox = new ArrayDeque<>();
    private final Queue<Runnable> early = new ArrayDeque<>();
    private boolean opened;
    private volatile boolean paused;
    private @Nullable MemoryConnection other;

    MemoryConnection(
            PeerAddress local,
            PeerAddress remote,
            LinkOptions options,
            ConnectionHandler handler,
            SerialLane lane,
            MemoryNetwork network) {
        this.local = local;
        this.remote = remote;
        this.options = options;
        this.handler = handler;
        this.lane = lane;
        this.network = network;
    }

    void pairWith(MemoryConnection pair) {
        other = pair;
    }

    void open() {
        lane.execute(() -> {
            opened = true;
            guarded(() -> handler.onOpen(this));
            early.forEach(Runnable::run);
            early.clear();
        });
    }

    /** The other end opens on a lane of its own and may be ahead; nothing may happen here before our open event. */
    private void afterOpen(Runnable task) {
        lane.execute(() -> {
            if (opened) {
                task.run();
            } else {
                early.add(task);
            }
        });
    }

    private MemoryConnection other() {
        return java.util.Objects.requireNonNull(other, "a connection has two ends");
    }

    @Override
    public SendResult offer(Bytes frame, FramePriority priority) {
        if (closed.get()) {
            return SendResult.CLOSED;
        }
        if (frame.length() > options.carriage().maxFrameBytes()) {
            return SendResult.TOO_LARGE;
        }
        long bound = options.highWaterMark() + (priority == FramePriority.CONTROL ? options.controlReserve() : 0L);
        if (queued.addAndGet(frame.length()) > bound && queued.get() > frame.length()) {
            congested.set(true);
            taken(frame.length());
            return SendResult.CONGESTED;
        }
        MemoryConnection target = other();
        target.afterOpen(() -> target.receive(frame));
        return SendResult.ACCEPTED;
    }

    private void receive(Bytes frame) {
        int limit = options.carriage().maxFrameBytes();
        if (frame.length() > limit) {
            String detail = frame.length() + " bytes exceed the limit of " + limit;
            close(CloseReason.refused(DropReason.FRAME_TOO_LARGE, detail));
        } else if (!closed.get()) {
            inbox.add(frame);
            pump();
        }
    }

    private void pump() {
        while (!paused && !closed.get() && !inbox.isEmpty()) {
            Bytes frame = inbox.remove();
            guarded(() -> handler.onFrame(this, frame));
            other().taken(frame.length());
        }
    }

    private void taken(int bytes) {
        if (queued.addAndGet(-bytes) < options.lowWaterMark() && congested.compareAndSet(true, false)) {
            afterOpen(() -> {
                if (!closed.get()) {
                    guarded(() -> handler.onWritable(this));
                }
            });
        }
    }

    private void guarded(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            LOG.warn("the handler of {} failed; closing it", this, e);
            close(CloseReason.refused(DropReason.HANDLER_FAILED, "the connection's handler failed: " + e));
        }
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
        afterOpen(this::pump);
    }

    @Override
    public long queuedBytes() {
        return queued.get();
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
    public void close(CloseReason reason) {
        if (end(reason)) {
            MemoryConnection pair = other();
            pair.afterOpen(() -> pair.end(CloseReason.remote("the other end closed: " + reason.detail())));
        }
    }

    private boolean end(CloseReason reason) {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        network.gone(this);
        afterOpen(() -> {
            inbox.clear();
            guarded(() -> handler.onClosed(this, reason));
        });
        return true;
    }

    @Override
    public String toString() {
        return "memory connection " + local + " -> " + remote;
    }
}
