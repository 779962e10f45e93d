package dev.gossip.transport.netty;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the inbound bytes of one connection into frames on the heap. Used on the event loop only.
 *
 * <p>A frame that arrived whole is copied once. Bytes whose frame is not measured yet, and bytes that arrive while the
 * sink wants none, are kept as they are; a measured frame that is not complete grows in a {@link PartialFrame}.
 */
final class FrameReader {

    private final Framing.Cutter cutter;
    private final int prefixLength;
    private final int maxFrameBytes;
    private final ByteBufAllocator allocator;
    private final Sink sink;

    private @Nullable ByteBuf kept;
    private @Nullable PartialFrame partial;
    private int measuredInVain;
    private boolean cutting;

    /** Takes frames. */
    interface Sink {

        /** Whether another frame may be cut now. */
        boolean wantsFrames();

        /** One frame, without prefix. */
        void frame(Bytes frame);
    }

    FrameReader(Framing framing, ByteBufAllocator allocator, Sink sink) {
        this.cutter = framing.newCutter();
        this.prefixLength = framing.prefixLength();
        this.maxFrameBytes = framing.maxFrameBytes();
        this.allocator = allocator;
        this.sink = sink;
    }

    /**
     * Takes over {@code in} and cuts what the sink wants.
     *
     * @throws FramingException if the stream cannot be cut any further
     */
    void read(ByteBuf in) throws FramingException {
        kept = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(
                allocator, kept == null ? Unpooled.EMPTY_BUFFER : kept, in);
        cut();
    }

    /**
     * Cuts what was kept, as far as the sink wants.
     *
     * @throws FramingException if the stream cannot be cut any further
     */
    void cut() throws FramingException {
        ByteBuf in = kept;
        if (in == null || cutting) {
            return;
        }
        cutting = true;
        try {
            cut(in);
        } finally {
            cutting = false;
            if (kept != null) {
                keep(in);
            }
        }
    }

    /** Forgets and frees everything. */
    void release() {
        partial = null;
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }

    /** Bytes received and not handed to the sink. */
    int buffered() {
        return (kept == null ? 0 : kept.readableBytes()) + (partial == null ? 0 : partial.reserved());
    }

    private void cut(ByteBuf in) throws FramingException {
        ByteBuffer view = in.nioBuffer().asReadOnlyBuffer();
        int shift = view.position() - in.readerIndex();
        int end = view.limit();
        while (kept != null && in.readableBytes() > measuredInVain && sink.wantsFrames()) {
            if (partial != null) {
                fill(partial, in);
                continue;
            }
            view.limit(end).position(in.readerIndex() + shift).order(ByteOrder.BIG_ENDIAN);
            int length = measure(view, in.readableBytes());
            if (length == Framing.Cutter.UNKNOWN) {
                measuredInVain = in.readableBytes();
                return;
            }
            measuredInVain = 0;
            if (length > in.readableBytes()) {
                partial = new PartialFrame(length, prefixLength);
                continue;
            }
            byte[] frame = new byte[length - prefixLength];
            in.skipBytes(prefixLength).readBytes(frame);
            sink.frame(Bytes.wrap(frame));
        }
    }

    private void fill(PartialFrame growing, ByteBuf in) {
        growing.fill(in);
        if (growing.isComplete()) {
            partial = null;
            sink.frame(growing.frame());
        }
    }

    private int measure(ByteBuffer view, int available) throws FramingException {
        long limit = (long) prefixLength + maxFrameBytes;
        int length;
        try {
            length = cutter.measure(view);
        } catch (RuntimeException e) {
            throw new FramingException(DropReason.MALFORMED, "the framing failed: " + Failures.describe(e));
        }
        if (length == Framing.Cutter.UNKNOWN) {
            if (available >= limit) {
                throw tooLarge(available);
            }
        } else if (length > limit) {
            throw tooLarge(length);
        } else if (length <= 0 || length < prefixLength) {
            throw new FramingException(DropReason.MALFORMED, "the framing measured " + length + " bytes");
        }
        return length;
    }

    private FramingException tooLarge(int bytes) {
        return new FramingException(
                DropReason.FRAME_TOO_LARGE,
                "a frame of " + bytes + " or more bytes exceeds the limit of " + maxFrameBytes + " bytes");
    }

    /** Keeps what was not cut, without holding a large receive buffer for the sake of a few bytes. */
    private void keep(ByteBuf in) {
        if (!in.isReadable()) {
            in.release();
            kept = null;
        } else if (in.readableBytes() < in.capacity() / 4) {
            kept = allocator.heapBuffer(in.readableBytes()).writeBytes(in);
            in.release();
        }
    }
}
