package dev.gossip.transport.netty.websocket;

import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;

/**
 * How messages pass between a connection and the {@link MessageBridge}; never on the wire.
 *
 * <pre>
 *   | length of the message (4 bytes, big-endian) | message |
 * </pre>
 */
record CountedFraming(int maxFrameBytes) implements Framing {

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
        return this::measure;
    }

    private int measure(ByteBuffer readable) throws FramingException {
        if (readable.remaining() < Integer.BYTES) {
            return Cutter.UNKNOWN;
        }
        int length = readable.getInt(readable.position());
        if (length < 0 || length > maxFrameBytes) {
            throw new FramingException(
                    DropReason.FRAME_TOO_LARGE,
                    "a message of more than " + maxFrameBytes + " bytes, which is the limit (maxFrameBytes)");
        }
        return Integer.BYTES + length;
    }
}
