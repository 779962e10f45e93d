package dev.gossip.spi.transport.support;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Four bytes of length, big-endian, before each frame. */
record TestFraming(int maxFrameBytes) implements Framing {

    static byte[] stream(List<Bytes> frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Bytes frame : frames) {
            out.writeBytes(ByteBuffer.allocate(4).putInt(frame.length()).array());
            out.writeBytes(frame.toByteArray());
        }
        return out.toByteArray();
    }

    @Override
    public int prefixLength() {
        return 4;
    }

    @Override
    public void writePrefix(int frameLength, ByteBuffer out) {
        out.putInt(frameLength);
    }

    @Override
    public Cutter newCutter() {
        return readable -> {
            if (readable.remaining() < 4) {
                return Cutter.UNKNOWN;
            }
            int length = readable.getInt();
            if (length < 0 || length > maxFrameBytes) {
                throw new FramingException(
                        DropReason.FRAME_TOO_LARGE, length + " bytes exceed the limit of " + maxFrameBytes);
            }
            return 4 + length;
        };
    }
}
