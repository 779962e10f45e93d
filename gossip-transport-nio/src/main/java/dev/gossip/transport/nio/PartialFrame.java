package dev.gossip.transport.nio;

import dev.gossip.api.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A frame whose length is known and whose bytes have not all arrived. It reserves at most {@value #GROWTH} times what has
 * arrived, so an announced length costs nothing.
 */
final class PartialFrame {

    /** Few copies while growing, for a small price in reserved memory. */
    static final int GROWTH = 4;

    private static final int MIN_CAPACITY = 1 << 10;

    private final int total;
    private final int prefixLength;
    private byte[] data = new byte[0];
    private int filled;

    /** @param total prefix plus frame, in bytes */
    PartialFrame(int total, int prefixLength) {
        this.total = total;
        this.prefixLength = prefixLength;
    }

    /** Takes what belongs to this frame from {@code in}. */
    void fill(ByteBuffer in) {
        int count = Math.min(in.remaining(), total - filled);
        if (filled + count > data.length) {
            long wanted = Math.max(MIN_CAPACITY, (long) GROWTH * (filled + count));
            data = Arrays.copyOf(data, (int) Math.min(total, wanted));
        }
        in.get(data, filled, count);
        filled += count;
    }

    boolean isComplete() {
        return filled == total;
    }

    /** Bytes held in memory. */
    int reserved() {
        return data.length;
    }

    /** The complete frame, without its prefix. */
    Bytes frame() {
        return Bytes.wrap(data, prefixLength, total - prefixLength);
    }
}
