package dev.gossip.fisco.codec.link;

import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;

/**
 * Packets that begin with their own length, as everything of FISCO BCOS does on byte streams.
 *
 * <pre>
 *   | length of the whole packet (4 bytes, big-endian) | rest |
 *   |&lt;-------------------- frame ------------------------->|
 * </pre>
 *
 * @param minFrameBytes the shortest possible packet: its fixed header
 * @param maxFrameBytes the largest packet to send or accept
 */
public record LengthFirstFraming(int minFrameBytes, int maxFrameBytes) implements Framing {

    public LengthFirstFraming {
        if (minFrameBytes < Integer.BYTES || maxFrameBytes < minFrameBytes) {
            throw new IllegalArgumentException("maxFrameBytes " + maxFrameBytes + " is below the shortest packet of "
                    + Math.max(minFrameBytes, Integer.BYTES) + " bytes");
        }
    }

    @Override
    public int prefixLength() {
        return 0;
    }

    @Override
    public void writePrefix(int frameLength, ByteBuffer out) {
        // The packet carries its length itself.
    }

    @Override
    public Cutter newCutter() {
        return this::measure;
    }

    private int measure(ByteBuffer readable) throws FramingException {
        if (readable.remaining() < Integer.BYTES) {
            return Cutter.UNKNOWN;
        }
        long length = Integer.toUnsignedLong(readable.getInt(readable.position()));
        if (length > maxFrameBytes) {
            throw new FramingException(
                    DropReason.FRAME_TOO_LARGE,
                    "a packet of " + length + " bytes exceeds the limit of " + maxFrameBytes + " (maxFrameBytes)");
        }
        if (length < minFrameBytes) {
            throw new FramingException(
                    DropReason.MALFORMED,
                    "a packet of " + length + " bytes is shorter than its header of " + minFrameBytes);
        }
        return (int) length;
    }
}
