package dev.gossip.chronos.json.wire;

import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;

/**
 * Chronos' frames: the number of bytes, then that many bytes of JSON.
 *
 * <pre>
 *   | length (4, unsigned, big-endian) | JSON text in UTF-8 (length bytes) |
 * </pre>
 *
 * @param maxFrameBytes the longest JSON text
 */
public record JsonFraming(int maxFrameBytes) implements Framing {

    /** 10 MiB, the limit of Ethereum's messages, whose propagation Chronos follows. */
    public static final int MAX_FRAME_BYTES = 10 << 20;

    /** Two brackets. */
    static final int MIN_FRAME_BYTES = 2;

    private static final int PREFIX = Integer.BYTES;

    /** @throws IllegalArgumentException if the limit is below 1 KiB or above 1 GiB */
    public JsonFraming {
        if (maxFrameBytes < 1 << 10 || maxFrameBytes > 1 << 30) {
            throw new IllegalArgumentException("maxFrameBytes is " + maxFrameBytes + "; choose from 1 KiB to 1 GiB");
        }
    }

    @Override
    public int prefixLength() {
        return PREFIX;
    }

    @Override
    public void writePrefix(int frameLength, ByteBuffer out) {
        out.putInt(frameLength);
    }

    @Override
    public Cutter newCutter() {
        return readable -> {
            if (readable.remaining() < PREFIX) {
                return Cutter.UNKNOWN;
            }
            long length = Integer.toUnsignedLong(readable.getInt(readable.position()));
            if (length > maxFrameBytes) {
                throw new FramingException(
                        DropReason.FRAME_TOO_LARGE,
                        "a frame of " + length + " bytes exceeds the limit of " + maxFrameBytes + " (maxFrameBytes)");
            }
            if (length < MIN_FRAME_BYTES) {
                throw new FramingException(DropReason.MALFORMED, "a frame of " + length + " bytes holds no object");
            }
            return PREFIX + (int) length;
        };
    }
}
