package dev.gossip.fabric.codec;

import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;

/**
 * Our own framing for carriers that are plain byte streams; Fabric's peers use gRPC instead.
 *
 * <pre>
 *   | length (4 bytes, big-endian) | Envelope (protobuf) |
 * </pre>
 */
record LengthPrefixFraming(int maxFrameBytes) implements Framing {

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
                    "an envelope of " + Integer.toUnsignedString(length) + " bytes exceeds the limit of "
                            + maxFrameBytes + " (FabricProtocol's maxFrameBytes)");
        }
        return Integer.BYTES + length;
    }
}
