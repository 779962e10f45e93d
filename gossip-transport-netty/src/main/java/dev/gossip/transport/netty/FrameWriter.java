package dev.gossip.transport.netty;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.support.SendQueue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Moves frames from the {@link SendQueue} to the channel, many at a time. Producers only wake it up, and only if it is
 * not awake; everything else happens on the event loop.
 *
 * <pre>
 *   round  := buffers of up to 256 KiB, one flush, one promise on the last buffer
 *   buffer := up to 128 KiB of prefixes and frames, copied; a large frame goes on in the next buffer
 * </pre>
 *
 * Frames stay on the heap while the channel is not writable, so a slow peer holds no more than Netty's outbound mark of
 * direct memory.
 */
final class FrameWriter {

    private static final int BUFFER_BYTES = 128 << 10;
    private static final int ROUND_BYTES = 256 << 10;
    private static final int ROUNDS_PER_TURN = 8;
    private static final int WRAP_BYTES = 16 << 10;

    private final ChannelHandlerContext context;
    private final SendQueue queue;
    private final Framing framing;
    private final boolean encrypted;
    private final Progress progress;
    private final Runnable drain = this::drain;
    private final AtomicBoolean awake = new AtomicBoolean();

    // What follows belongs to the event loop.
    private boolean draining;
    private long handedOver;
    private @Nullable Bytes frame;
    private boolean prefixed;
    private int copied;

    /** Hears how writing goes; called on the event loop. */
    interface Progress {

        /** {@code bytes} more have reached the operating system. */
        void written(long bytes);

        /** The channel cannot be written any more. */
        void failed(Throwable cause);
    }

    FrameWriter(ChannelHandlerContext context, SendQueue queue, Framing framing, boolean encrypted, Progress progress) {
        this.context = context;
        this.queue = queue;
        this.framing = framing;
        this.encrypted = encrypted;
        this.progress = progress;
    }

    /** After a frame was queued; from any thread. */
    void wakeUp() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            try {
                context.executor().execute(drain);
            } catch (RejectedExecutionException e) {
                // The loops are gone and the connection with them.
                queue.discard();
            }
        }
    }

    /** The channel accepts buffers again. */
    void writabilityChanged() {
        if (awake.get() && context.channel().isWritable()) {
            drain();
        }
    }

    /** Forgets the frame being written. */
    void discard() {
        frame = null;
        queue.discard();
    }

    private void drain() {
        // A flush may report writability in the middle of a round.
        if (draining) {
            return;
        }
        draining = true;
        try {
            if (!context.channel().isActive()) {
                discard();
                return;
            }
            int rounds = 0;
            while (context.channel().isWritable()) {
                if (rounds++ == ROUNDS_PER_TURN) {
                    // Other connections share this loop.
                    context.executor().execute(drain);
                    return;
                }
                if (!writeRound() && fellAsleep()) {
                    return;
                }
            }
        } catch (Throwable e) {
            progress.failed(e);
        } finally {
            draining = false;
        }
    }

    private boolean fellAsleep() {
        awake.set(false);
        return !queue.hasFrames() || !awake.compareAndSet(false, true);
    }

    /** Whether there was anything to write. */
    private boolean writeRound() {
        ByteBuf last = fill();
        if (last == null) {
            return false;
        }
        long bytes = last.readableBytes();
        try {
            while (bytes < ROUND_BYTES) {
                ByteBuf next = fill();
                if (next == null) {
                    break;
                }
                context.write(last, context.voidPromise());
                last = next;
                bytes += next.readableBytes();
            }
        } catch (Throwable e) {
            last.release();
            throw e;
        }
        ChannelPromise done = context.newPromise();
        context.writeAndFlush(last, done);
        if (done.isSuccess()) {
            finished(bytes);
        } else {
            long count = bytes;
            done.addListener((ChannelFuture future) -> {
                if (future.isSuccess()) {
                    finished(count);
                } else {
                    progress.failed(future.cause());
                }
            });
        }
        return true;
    }

    private void finished(long bytes) {
        handedOver -= bytes;
        progress.written(bytes);
    }

    /** The next buffer to write, or null if no frame waits. */
    private @Nullable ByteBuf fill() {
        if (frame == null) {
            nextFrame();
        }
        Bytes first = frame;
        if (first == null) {
            return null;
        }
        int wanted = (int) Math.min(BUFFER_BYTES, queue.bytes() - handedOver);
        if (isWrapped(first)) {
            if (prefixed || framing.prefixLength() == 0) {
                return wrap(first);
            }
            wanted = framing.prefixLength();
        }
        ByteBuf buffer = encrypted
                ? context.alloc().heapBuffer(wanted, wanted)
                : context.alloc().directBuffer(wanted, wanted);
        try {
            ByteBuffer out = buffer.internalNioBuffer(0, wanted);
            int start = out.position();
            gather(out);
            int count = out.position() - start;
            handedOver += count;
            return buffer.writerIndex(count);
        } catch (Throwable e) {
            buffer.release();
            throw e;
        }
    }

    /** Copies prefixes and frames until {@code out} is full, no frame waits, or the next one is better wrapped. */
    private void gather(ByteBuffer out) {
        for (Bytes next = frame; next != null; next = frame) {
            if (!prefixed && !writePrefix(next.length(), out)) {
                return;
            }
            if (isWrapped(next)) {
                return;
            }
            int count = Math.min(out.remaining(), next.length() - copied);
            (count == next.length() ? next : next.slice(copied, count)).copyTo(out);
            if (!advance(next, count)) {
                return;
            }
        }
    }

    private boolean writePrefix(int frameLength, ByteBuffer out) {
        int expected = framing.prefixLength();
        if (out.remaining() < expected) {
            return false;
        }
        int end = out.position() + expected;
        framing.writePrefix(frameLength, out.order(ByteOrder.BIG_ENDIAN));
        if (out.position() != end) {
            throw new IllegalStateException("the framing did not write a prefix of " + expected + " bytes");
        }
        prefixed = true;
        return true;
    }

    /**
     * A TLS engine encrypts heap memory in small pieces, so a copy of a large frame would be wasted. Without TLS every
     * byte has to move to direct memory anyway, and 128 KiB at a time it stays in the processor's cache.
     */
    private boolean isWrapped(Bytes next) {
        return encrypted && next.length() - copied >= WRAP_BYTES;
    }

    private ByteBuf wrap(Bytes next) {
        int count = Math.min(BUFFER_BYTES, next.length() - copied);
        ByteBuf wrapped = Unpooled.wrappedBuffer(next.slice(copied, count).asReadOnlyBuffer());
        handedOver += count;
        advance(next, count);
        return wrapped;
    }

    /** Whether the frame is finished. */
    private boolean advance(Bytes next, int count) {
        copied += count;
        if (copied < next.length()) {
            return false;
        }
        nextFrame();
        return true;
    }

    private void nextFrame() {
        frame = queue.poll();
        prefixed = false;
        copied = 0;
    }
}
