package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one connection that wait for their call, and the count of all bytes that were accepted and not yet
 * written. Any thread offers; the event loop takes.
 *
 * <p>One word holds the count and, in its sign, whether the queue is closed. So an accepted frame is always part of what
 * a close waits for, even if its producer was interrupted between counting it and adding it.
 */
final class SendQueue {

    /** Of a gRPC message: a flag and a length. */
    private static final int PREFIX_BYTES = 5;

    private static final long CLOSED = Long.MIN_VALUE;

    private final Queue<Bytes> frames = new ConcurrentLinkedQueue<>();
    private final AtomicLong state = new AtomicLong();
    private final AtomicBoolean refused = new AtomicBoolean();
    private final int maxFrameBytes;
    private final long low;
    private final long high;
    private final long highForControl;

    SendQueue(LinkOptions options, int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
        this.low = options.lowWaterMark();
        this.high = options.highWaterMark();
        this.highForControl = high + options.controlReserve();
    }

    /** What {@code frame} counts for. */
    static long cost(Bytes frame) {
        return (long) PREFIX_BYTES + frame.length();
    }

    /** Whether {@code frame} was kept, and if not, why. After congestion the caller must ask {@link #isWritableDue}. */
    SendResult offer(Bytes frame, FramePriority priority) {
        int length = frame.length();
        long cost = cost(frame);
        long limit = priority == FramePriority.CONTROL ? highForControl : high;
        while (true) {
            long now = state.get();
            if (now < 0) {
                return SendResult.CLOSED;
            }
            if (length > maxFrameBytes) {
                return SendResult.TOO_LARGE;
            }
            // A frame above the marks passes an empty queue, or it could never be sent.
            if (now > 0 && now + cost > limit) {
                refused.set(true);
                return SendResult.CONGESTED;
            }
            if (state.compareAndSet(now, now + cost)) {
                frames.add(frame);
                return SendResult.ACCEPTED;
            }
        }
    }

    /** Whether a writable event is owed and the queue has room for it to make sense. */
    boolean isWritableDue() {
        long now = state.get();
        return refused.get() && (now == 0 || now > 0 && now < low);
    }

    /** Takes the debt of one writable event; true for one caller per congestion. */
    boolean takeWritable() {
        return isWritableDue() && refused.compareAndSet(true, false);
    }

    @Nullable
    Bytes poll() {
        return frames.poll();
    }

    boolean hasFrames() {
        return !frames.isEmpty();
    }

    /** Bytes accepted and not yet {@link #written}. */
    long bytes() {
        return state.get() & ~CLOSED;
    }

    /** {@code count} bytes need not be counted any more. */
    void written(long count) {
        state.getAndUpdate(now -> (now & ~CLOSED) < count ? now : now - count);
    }

    boolean isClosed() {
        return state.get() < 0;
    }

    /** Refuses further frames; those accepted stay. */
    void close() {
        state.getAndUpdate(now -> now | CLOSED);
    }

    /** Refuses further frames and forgets those accepted. */
    void discard() {
        state.set(CLOSED);
        frames.clear();
    }
}
