package dev.gossip.simulator.light;

import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;

/** Four bytes of length, then the frame. */
final class LightFraming implements Framing {

    @Override
    public int maxFrameBytes() {
        return LightProtocol.MAX_FRAME_BYTES;
    }

    @Override
    public int prefixLength() {
        return Integer.BYTES;
    }

    @Override
    public void writePrefix(int frameLength, ByteBuffer out) {
        out.putInt(frameLength);
    }

    @Override
    public Cutter newCutter() {
        return LightFraming::measure;
    }

    private static int measure(ByteBuffer readable) throws FramingException {
        if (readable.remaining() < Integer.BYTES) {
            return Cutter.UNKNOWN;
        }
        int length = readable.getInt();
        if (length < 0 || length > LightProtocol.MAX_FRAME_BYTES) {
            throw new FramingException(
                    DropReason.FRAME_TOO_LARGE, length + " bytes exceed the limit of " + LightProtocol.MAX_FRAME_BYTES);
        }
        return Integer.BYTES + length;
    }
}
