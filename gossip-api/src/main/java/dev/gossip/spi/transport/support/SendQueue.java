package dev.gossip.spi.transport.support;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.LinkOptions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one connection that wait to be written, and the count of all bytes that were accepted and have not
 * reached the operating system. Any thread offers; one thread, the transport's, takes.
 *
 * <p>One word holds the count and, in its sign, whether the queue is closed. So an accepted frame is always part of what
 * a close waits for, even if its producer was interrupted between counting it and adding it.
 */
public final class SendQueue {

    private static final long CLOSED = Long.MIN_VALUE;

    private final Queue<Bytes> frames = new ConcurrentLinkedQueue<>();
    private final AtomicLong state = new AtomicLong();
    private final AtomicBoolean refused = new AtomicBoolean();
    private final int prefixLength;
    private final int maxFrameBytes;
    private final long low;
    private final long high;
    private final long highForControl;

    /** @param framing what a frame costs, prefix included, and how large it may be */
    public SendQueue(LinkOptions options, Framing framing) {
        this(options, framing.prefixLength(), framing.maxFrameBytes());
    }

    /**
     * For a carrier that keeps frames apart by itself.
     *
     * @param prefixLength bytes that the carrier adds to each frame
     */
    public SendQueue(LinkOptions options, int prefixLength, int maxFrameBytes) {
        this.prefixLength = prefixLength;
        this.maxFrameBytes = maxFrameBytes;
        this.low = options.lowWaterMark();
        this.high = options.highWaterMark();
        this.highForControl = high + options.controlReserve();
    }

    /** Whether {@code frame} was kept, and if not, why. After congestion the caller must ask {@link #isWritableDue}. */
    public SendResult offer(Bytes frame, FramePriority priority) {
        int length = frame.length();
        long cost = prefixLength + (long) length;
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
    public boolean isWritableDue() {
        long now = state.get();
        return refused.get() && (now == 0 || now > 0 && now < low);
    }

    /** Takes the debt of one writable event; true for one caller per congestion. */
    public boolean takeWritable() {
        return isWritableDue() && refused.compareAndSet(true, false);
    }

    /** The oldest frame, or null. For one thread at a time. */
    public @Nullable Bytes poll() {
        return frames.poll();
    }

    /** Whether {@link #poll} would find one. */
    public boolean hasFrames() {
        return !frames.isEmpty();
    }

    /** Bytes accepted and not yet {@link #written}. */
    public long bytes() {
        return state.get() & ~CLOSED;
    }

    /** {@code count} bytes have reached the operating system. */
    public void written(long count) {
        state.getAndUpdate(now -> (now & ~CLOSED) < count ? now : now - count);
    }

    /** Whether {@link #close} or {@link #discard} was called. */
    public boolean isClosed() {
        return state.get() < 0;
    }

    /** Refuses further frames; those accepted stay. */
    public void close() {
        state.getAndUpdate(now -> now | CLOSED);
    }

    /** Refuses further frames and forgets those accepted. */
    public void discard() {
        state.set(CLOSED);
        frames.clear();
    }
}
