package com.example.uds;

import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;

/** Four bytes of length, then the frame. */
record LengthPrefix(int maxFrameBytes) implements Framing {

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
        return readable -> {
            if (readable.remaining() < Integer.BYTES) {
                return Cutter.UNKNOWN;
            }
            int length = readable.getInt();
            if (length < 0 || length > maxFrameBytes) {
                throw new FramingException(
                        DropReason.FRAME_TOO_LARGE, length + " bytes exceed the limit of " + maxFrameBytes);
            }
            return Integer.BYTES + length;
        };
    }
}
