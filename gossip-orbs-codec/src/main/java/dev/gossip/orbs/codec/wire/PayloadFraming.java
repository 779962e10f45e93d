package dev.gossip.orbs.codec.wire;

import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where a message of an Orbs node ends. All numbers are unsigned, 32 bits, little-endian.
 *
 * <pre>
 *   message  = | count | payload | payload | ...        a count of 0 keeps the connection alive
 *   payload  = | size | size bytes | 0 to 3 bytes up to a multiple of 4 |
 * </pre>
 */
public final class PayloadFraming implements Framing {

    /** Payloads in one message. */
    public static final int MAX_PAYLOADS = 100_000;

    /** Bytes in one payload, and in all payloads that an application may send in one message. */
    public static final int MAX_PAYLOAD_BYTES = 20 << 20;

    /** Room that a message has beyond its content, for headers. */
    public static final int MAX_HEADER_BYTES = 64 << 10;

    /** All payloads of one message together, unless configured otherwise. */
    public static final int MAX_MESSAGE_BYTES = MAX_PAYLOAD_BYTES + MAX_HEADER_BYTES;

    private static final int OVERHEAD_PER_PAYLOAD = Integer.BYTES + 3;

    private final int maxMessageBytes;

    /** @param maxMessageBytes limit for the sum of the sizes of a message's payloads */
    public PayloadFraming(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public int maxFrameBytes() {
        return Integer.BYTES + maxMessageBytes + MAX_PAYLOADS * OVERHEAD_PER_PAYLOAD;
    }

    @Override
    public int prefixLength() {
        return 0;
    }

    @Override
    public void writePrefix(int frameLength, ByteBuffer out) {}

    @Override
    public Cutter newCutter() {
        return new PayloadCutter();
    }

    /** Remembers how far it has read, so that a message of many payloads is scanned once however it arrives. */
    private final class PayloadCutter implements Cutter {

        private long payloads = UNKNOWN;
        private long seen;
        private long total;
        private int at;

        @Override
        public int measure(ByteBuffer readable) throws FramingException {
            ByteBuffer in = readable.slice().order(ByteOrder.LITTLE_ENDIAN);
            if (payloads == UNKNOWN) {
                if (in.limit() < Integer.BYTES) {
                    return UNKNOWN;
                }
                payloads = checkedCount(in.getInt(0));
                at = Integer.BYTES;
            }
            while (seen < payloads) {
                if (in.limit() - Integer.BYTES < at) {
                    return UNKNOWN;
                }
                long size = checkedSize(in.getInt(at));
                at += Integer.BYTES + (int) padded(size);
                seen++;
            }
            int whole = at;
            payloads = UNKNOWN;
            seen = 0;
            total = 0;
            return whole;
        }

        private long checkedCount(int announced) throws FramingException {
            long number = Integer.toUnsignedLong(announced);
            if (number > MAX_PAYLOADS) {
                throw new FramingException(
                        DropReason.MALFORMED, number + " payloads in one message exceed the limit of " + MAX_PAYLOADS);
            }
            return number;
        }

        private long checkedSize(int announced) throws FramingException {
            long size = Integer.toUnsignedLong(announced);
            if (size > MAX_PAYLOAD_BYTES) {
                throw new FramingException(
                        DropReason.FRAME_TOO_LARGE,
                        "a payload of " + size + " bytes exceeds the limit of " + MAX_PAYLOAD_BYTES);
            }
            total += size;
            if (total > maxMessageBytes) {
                throw new FramingException(
                        DropReason.FRAME_TOO_LARGE,
                        "payloads of " + total + " bytes exceed the limit of " + maxMessageBytes
                                + " for one message (maxMessageBytes)");
            }
            return size;
        }
    }

    /** {@code size} with its padding. */
    static long padded(long size) {
        return (size + 3) & ~3L;
    }
}
