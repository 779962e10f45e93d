package dev.gossip.tck;

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
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One end. What the other end has not handed over counts as queued here. */
final class ReferenceConnection implements Connection {

    private final ReferenceNetwork network;
    private final Flaw flaw;
    private final PeerAddress local;
    private final PeerAddress remote;
    private final LinkOptions options;
    private final ConnectionHandler handler;
    private final Strand strand;
    private final Deque<Bytes> inbox = new ConcurrentLinkedDeque<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicBoolean congested = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final byte[] buffer = new byte[1 << 10];
    private volatile @Nullable Thread callback;
    private final List<Runnable> early = new ArrayList<>();
    private boolean opened;
    private volatile boolean paused;
    private ReferenceConnection other = this;

    ReferenceConnection(
            ReferenceNetwork network,
            PeerAddress local,
            PeerAddress remote,
            LinkOptions options,
            ConnectionHandler handler) {
        this.network = network;
        this.flaw = network.flaw;
        this.local = local;
        this.remote = remote;
        this.options = options;
        this.handler = handler;
        this.strand = new Strand(network.runtime.lanes());
        network.ends.add(this);
    }

    void pair(ReferenceConnection end) {
        other = end;
    }

    void open() {
        strand.execute(() -> {
            opened = true;
            call(() -> handler.onOpen(this));
            if (flaw == Flaw.OPENS_TWICE) {
                call(() -> handler.onOpen(this));
            }
            early.forEach(Runnable::run);
            early.clear();
        });
    }

    /** The other end may be ahead; nothing happens here before the open event. */
    private void afterOpen(Runnable task) {
        strand.execute(() -> {
            if (opened) {
                task.run();
            } else {
                early.add(task);
            }
        });
    }

    @Override
    public SendResult offer(Bytes frame, FramePriority priority) {
        if (closed.get()) {
            return SendResult.CLOSED;
        }
        if (frame.length() > options.carriage().maxFrameBytes() && flaw != Flaw.SENDS_OVERSIZE) {
            return SendResult.TOO_LARGE;
        }
        boolean control = priority == FramePriority.CONTROL;
        long bound = options.highWaterMark() + (control ? options.controlReserve() : 0L);
        if (control && flaw == Flaw.HAS_NO_BOUND_FOR_CONTROL) {
            bound = Long.MAX_VALUE;
        }
        while (queued.addAndGet(frame.length()) > bound && queued.get() > frame.length()) {
            congested.set(true);
            taken(frame.length());
            if (flaw != Flaw.BLOCKS_IN_CALLBACKS || callback != Thread.currentThread() || closed.get()) {
                return SendResult.CONGESTED;
            }
            LockSupport.parkNanos(100_000);
        }
        if (frame.isEmpty() && flaw == Flaw.SWALLOWS_EMPTY_FRAMES) {
            return SendResult.ACCEPTED;
        }
        boolean overtake = control && flaw == Flaw.CONTROL_OVERTAKES_DATA;
        other.afterOpen(() -> other.receive(frame, overtake));
        return SendResult.ACCEPTED;
    }

    private void receive(Bytes frame, boolean overtake) {
        int limit = options.carriage().maxFrameBytes();
        if (closed.get()) {
            return;
        }
        if (frame.length() > limit && flaw != Flaw.RECEIVES_OVERSIZE) {
            close(CloseReason.refused(DropReason.FRAME_TOO_LARGE, "more than " + limit + " bytes"));
            return;
        }
        if (overtake) {
            inbox.addFirst(frame);
        } else {
            inbox.addLast(frame);
        }
        // Later, so that frames meet in the inbox.
        afterOpen(this::pump);
    }

    private void pump() {
        while (!paused && !closed.get() && !inbox.isEmpty() && !stalled()) {
            Bytes frame = inbox.removeFirst();
            call(() -> handler.onFrame(this, delivered(frame)));
            other.taken(frame.length());
        }
    }

    private boolean stalled() {
        return flaw == Flaw.STALLS_BEHIND_A_SLOW_READER
                && network.ends.stream()
                        .anyMatch(end -> end.paused && end != this && end != other && end.inbox.size() > 1);
    }

    private Bytes delivered(Bytes frame) {
        if (flaw != Flaw.REUSES_ITS_BUFFER || frame.length() > buffer.length) {
            return frame;
        }
        frame.copyTo(buffer, 0);
        return Bytes.wrap(buffer, 0, frame.length());
    }

    private void taken(int bytes) {
        if (queued.addAndGet(-bytes) >= options.lowWaterMark() || !congested.compareAndSet(true, false)) {
            return;
        }
        Runnable event = () -> {
            if (!closed.get()) {
                call(() -> handler.onWritable(this));
            }
        };
        if (flaw == Flaw.CALLS_CONCURRENTLY) {
            network.runtime.workers().execute(event);
        } else if (flaw != Flaw.FORGETS_WRITABLE) {
            afterOpen(event);
        }
    }

    private void call(Runnable event) {
        callback = Thread.currentThread();
        try {
            event.run();
        } catch (RuntimeException | AssertionError e) {
            CloseReason reason = CloseReason.refused(DropReason.HANDLER_FAILED, "the handler failed: " + e);
            close(reason);
            if (flaw == Flaw.FAILURE_CLOSES_OTHERS) {
                network.ends.forEach(end -> end.close(reason));
            }
        } finally {
            callback = null;
        }
    }

    @Override
    public void close(CloseReason reason) {
        if (end(reason)) {
            if (flaw == Flaw.LOSES_FRAMES_ON_CLOSE) {
                other.end(CloseReason.remote("closed by the other end"));
            } else {
                other.afterOpen(() -> other.afterOpen(() -> other.end(CloseReason.remote("closed by the other end"))));
            }
        }
    }

    private boolean end(CloseReason reason) {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        network.ends.remove(this);
        Runnable event = () -> call(() -> handler.onClosed(this, reason));
        if (flaw == Flaw.CALLS_BACK_INSIDE_CLOSE && callback == Thread.currentThread()) {
            event.run();
            return true;
        }
        afterOpen(event);
        if (flaw == Flaw.CLOSES_TWICE) {
            afterOpen(event);
        }
        return true;
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
        afterOpen(() -> {
            if (flaw == Flaw.LOSES_A_FRAME_ON_RESUME && inbox.size() > 8) {
                other.taken(inbox.removeFirst().length());
            }
            pump();
        });
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
}
