package dev.gossip.spi.transport.support;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the inbound bytes of one connection into frames on the heap. Used by one thread at a time.
 *
 * <p>A frame that arrived whole is copied once, out of the buffer it arrived in. Bytes whose frame is not measured yet, and bytes
 * that arrive while the sink wants none, are kept; a measured frame that is not complete grows in a {@link PartialFrame}.
 */
public final class FrameReader {

    private final Framing.Cutter cutter;
    private final int prefixLength;
    private final int maxFrameBytes;
    private final Sink sink;

    private final Kept kept = new Kept();
    private @Nullable PartialFrame partial;
    private int proven;
    private int measuredInVain;
    private boolean released;

    /** Takes frames. */
    public interface Sink {

        /** Whether another frame may be cut now. */
        boolean wantsFrames();

        /** One frame, without prefix. */
        void frame(Bytes frame);
    }

    /** A reader at the start of a stream. */
    public FrameReader(Framing framing, Sink sink) {
        this.cutter = framing.newCutter();
        this.prefixLength = framing.prefixLength();
        this.maxFrameBytes = framing.maxFrameBytes();
        this.sink = sink;
    }

    /**
     * Takes all of {@code in}, which may be used again afterwards, and cuts what the sink wants. Not to be called by the sink.
     *
     * @throws FramingException if the stream cannot be cut any further
     */
    public void read(ByteBuffer in) throws FramingException {
        cut(kept.join(in));
    }

    /**
     * Cuts what was kept, as far as the sink wants.
     *
     * @throws FramingException if the stream cannot be cut any further
     */
    public void cut() throws FramingException {
        if (kept.size() > 0) {
            cut(kept.take());
        }
    }

    /** Forgets everything, for good. */
    public void release() {
        released = true;
        partial = null;
        kept.clear();
    }

    /** Bytes received and not handed to the sink. */
    public int buffered() {
        return kept.size() + (partial == null ? 0 : partial.reserved());
    }

    private void cut(ByteBuffer in) throws FramingException {
        ByteBuffer view = in.asReadOnlyBuffer();
        while (in.remaining() > measuredInVain && sink.wantsFrames()) {
            if (partial != null) {
                fill(partial, in);
                continue;
            }
            view.limit(in.limit()).position(in.position()).order(ByteOrder.BIG_ENDIAN);
            int length = measure(view, in.remaining());
            if (length == Framing.Cutter.UNKNOWN) {
                measuredInVain = in.remaining();
                break;
            }
            measuredInVain = 0;
            if (length > in.remaining()) {
                partial = new PartialFrame(length, prefixLength, proven);
                continue;
            }
            byte[] frame = new byte[length - prefixLength];
            in.position(in.position() + prefixLength).get(frame);
            sink.frame(Bytes.wrap(frame));
        }
        if (!released) {
            kept.keep(in);
        }
    }

    private void fill(PartialFrame growing, ByteBuffer in) {
        growing.fill(in);
        if (growing.isComplete()) {
            partial = null;
            proven = growing.reserved();
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
}
