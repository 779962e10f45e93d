package dev.gossip.tck;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The framing of the rules: four bytes of length, big-endian, then the frame. */
record LengthPrefix(int maxFrameBytes, AtomicInteger measured) implements Framing {

    LengthPrefix(int maxFrameBytes) {
        this(maxFrameBytes, new AtomicInteger());
    }

    /** What travels for {@code frames}. */
    static byte[] stream(List<Bytes> frames) {
        int total = frames.stream()
                .mapToInt(frame -> Integer.BYTES + frame.length())
                .sum();
        ByteBuffer out = ByteBuffer.allocate(total);
        for (Bytes frame : frames) {
            out.putInt(frame.length());
            frame.copyTo(out);
        }
        return out.array();
    }

    /** What travels first of a frame of {@code length} bytes, legal or not. */
    static byte[] announcing(int length) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
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
        return readable -> {
            if (readable.remaining() < Integer.BYTES) {
                return Cutter.UNKNOWN;
            }
            int length = readable.getInt();
            if (length < 0 || length > maxFrameBytes) {
                throw new FramingException(
                        DropReason.FRAME_TOO_LARGE, length + " bytes exceed the limit of " + maxFrameBytes);
            }
            measured.incrementAndGet();
            return Integer.BYTES + length;
        };
    }
}
