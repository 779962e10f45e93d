package dev.gossip.spi.transport.support;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes that arrived and cannot be used yet. They move to the heap, because a receive buffer is for every connection. For one thread at a time. */
public final class Kept {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private @Nullable ByteBuffer bytes;
    private @Nullable ByteBuffer handedOut;

    /** Nothing yet. */
    public Kept() {}

    /** What was kept, followed by all of {@code in}; it belongs to the caller until {@link #keep}. */
    public ByteBuffer join(ByteBuffer in) {
        ByteBuffer before = bytes;
        if (before == null) {
            return in;
        }
        bytes = null;
        handedOut = append(before, in);
        return handedOut;
    }

    /** What was kept; it belongs to the caller until {@link #keep}. */
    public ByteBuffer take() {
        return join(NOTHING.duplicate());
    }

    /** Moves what was kept to the empty {@code target}, if that leaves at least half of it free. */
    public void moveTo(ByteBuffer target) {
        if (bytes != null && bytes.remaining() <= target.remaining() / 2) {
            target.put(bytes);
            bytes = null;
        }
    }

    /** Keeps what remains in {@code in}. */
    public void keep(ByteBuffer in) {
        boolean own = in == handedOut;
        handedOut = null;
        if (!in.hasRemaining()) {
            bytes = null;
        } else if (own && in.remaining() >= in.capacity() / 4) {
            bytes = in;
        } else {
            bytes = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
    }

    /** Forgets everything. */
    public void clear() {
        bytes = null;
    }

    /** Bytes kept. */
    public int size() {
        return bytes == null ? 0 : bytes.remaining();
    }

    private static ByteBuffer append(ByteBuffer before, ByteBuffer in) {
        int count = in.remaining();
        if (before.capacity() - before.limit() >= count) {
            int start = before.position();
            int end = before.limit();
            before.limit(end + count).position(end);
            return before.put(in).position(start);
        }
        // Doubling keeps the copies for a long run of small pieces few.
        long wanted = Math.max((long) before.remaining() + count, 2L * before.remaining());
        return ByteBuffer.allocate((int) Math.min(wanted, Integer.MAX_VALUE - 8))
                .put(before)
                .put(in)
                .flip();
    }
}
