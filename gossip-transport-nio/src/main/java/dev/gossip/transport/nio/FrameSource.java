package dev.gossip.transport.nio;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.support.SendQueue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Turns the frames of a {@link SendQueue} into a stream of bytes. Used on the event loop only.
 *
 * <p>Every byte is copied: the system takes bytes from direct memory alone, and a piece of at most one buffer stays in the
 * processor's cache on the way.
 */
final class FrameSource {

    private final SendQueue queue;
    private final Framing framing;
    private final int prefixLength;
    private @Nullable Bytes frame;
    private boolean prefixed;
    private int copied;

    FrameSource(SendQueue queue, Framing framing) {
        this.queue = queue;
        this.framing = framing;
        this.prefixLength = framing.prefixLength();
    }

    /**
     * Appends prefixes and frames to {@code out} until it is full or no frame waits; a large frame goes on next time.
     *
     * @return the number of bytes appended
     */
    int gather(ByteBuffer out) {
        int start = out.position();
        for (Bytes next = current(); next != null; next = current()) {
            if (!prefixed && !writePrefix(next.length(), out)) {
                break;
            }
            int count = Math.min(out.remaining(), next.length() - copied);
            (count == next.length() ? next : next.slice(copied, count)).copyTo(out);
            copied += count;
            if (copied < next.length()) {
                break;
            }
            frame = null;
        }
        return out.position() - start;
    }

    /** Forgets the frame in progress. */
    void discard() {
        frame = null;
    }

    private @Nullable Bytes current() {
        if (frame == null) {
            frame = queue.poll();
            prefixed = false;
            copied = 0;
        }
        return frame;
    }

    private boolean writePrefix(int frameLength, ByteBuffer out) {
        if (out.remaining() < prefixLength) {
            return false;
        }
        int end = out.position() + prefixLength;
        framing.writePrefix(frameLength, out.order(ByteOrder.BIG_ENDIAN));
        if (out.position() != end) {
            throw new IllegalStateException("the framing did not write a prefix of " + prefixLength + " bytes");
        }
        prefixed = true;
        return true;
    }
}
