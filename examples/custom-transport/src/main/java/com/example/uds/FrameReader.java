package com.example.uds;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts frames from chunks. Memory follows what has arrived, never what a prefix announces. */
final class FrameReader {

    private static final int SPARE = 128 << 10;

    private final Framing framing;
    private final Framing.Cutter cutter;
    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    private int length = Framing.Cutter.UNKNOWN;

    FrameReader(Framing framing) {
        this.framing = framing;
        this.cutter = framing.newCutter();
    }

    // tag::cutting[]
    void append(ByteBuffer chunk) {
        int kept = end - start;
        int needed = kept + chunk.remaining();
        byte[] target = needed > bytes.length || bytes.length > SPARE && needed < SPARE
                ? new byte[Math.max(needed, Math.min(2 * kept, framing.prefixLength() + framing.maxFrameBytes()))]
                : bytes;
        System.arraycopy(bytes, start, target, 0, kept);
        bytes = target;
        start = 0;
        end = needed;
        chunk.get(bytes, kept, chunk.remaining());
    }

    /** The next whole frame, or null until more bytes have arrived. */
    @Nullable
    Bytes next() throws FramingException {
        if (length == Framing.Cutter.UNKNOWN && start < end) {
            length = cutter.measure(
                    ByteBuffer.wrap(bytes, start, end - start).slice().asReadOnlyBuffer());
        }
        if (length == Framing.Cutter.UNKNOWN || end - start < length) {
            return null;
        }
        Bytes frame = Bytes.wrap(Arrays.copyOfRange(bytes, start + framing.prefixLength(), start + length));
        start += length;
        length = Framing.Cutter.UNKNOWN;
        return frame;
    }
    // end::cutting[]

    boolean isInsideFrame() {
        return start < end;
    }
}
