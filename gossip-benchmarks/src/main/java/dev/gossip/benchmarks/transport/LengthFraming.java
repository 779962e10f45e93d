package dev.gossip.benchmarks.transport;

import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;

/** Four bytes of length before each frame, as the raw contenders cut them. */
final class LengthFraming implements Framing {

    @Override
    public int maxFrameBytes() {
        return Frames.MAX_BYTES;
    }

    @Override
    public int prefixLength() {
        return Frames.LENGTH_BYTES;
    }

    @Override
    public void writePrefix(int frameLength, ByteBuffer out) {
        out.putInt(frameLength);
    }

    @Override
    public Cutter newCutter() {
        return LengthFraming::measure;
    }

    private static int measure(ByteBuffer readable) throws FramingException {
        if (readable.remaining() < Frames.LENGTH_BYTES) {
            return Cutter.UNKNOWN;
        }
        int length = readable.getInt();
        if (length < 0 || length > Frames.MAX_BYTES) {
            throw new FramingException(DropReason.FRAME_TOO_LARGE, "a frame announces " + length + " bytes");
        }
        return Frames.LENGTH_BYTES + length;
    }
}
