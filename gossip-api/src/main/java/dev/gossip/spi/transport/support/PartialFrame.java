package dev.gossip.spi.transport.support;

import dev.gossip.api.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A frame whose length is known and whose bytes have not all arrived. It reserves at most {@value #GROWTH} times what has
 * arrived, or as much as the last frame of its connection really had, so an announced length costs nothing and a stream of
 * large frames is not copied while it grows.
 */
final class PartialFrame {

    /** Few copies while growing, for a small price in reserved memory. */
    static final int GROWTH = 4;

    private static final int MIN_CAPACITY = 1 << 10;

    private final int total;
    private final int prefixLength;
    private final int proven;
    private byte[] data = new byte[0];
    private int filled;

    /**
     * @param total prefix plus frame, in bytes
     * @param proven bytes that an earlier frame of the connection had
     */
    PartialFrame(int total, int prefixLength, int proven) {
        this.total = total;
        this.proven = proven;
        this.prefixLength = prefixLength;
    }

    /** Takes what belongs to this frame from {@code in}. */
    void fill(ByteBuffer in) {
        int count = Math.min(in.remaining(), total - filled);
        if (filled + count > data.length) {
            long wanted = Math.max(Math.max(MIN_CAPACITY, proven), (long) GROWTH * (filled + count));
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
