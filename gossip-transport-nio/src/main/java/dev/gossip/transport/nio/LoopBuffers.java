package dev.gossip.transport.nio;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Memory that the connections of one event loop use in turn, so that an idle connection holds none. Only what a peer does
 * not take at once stays in an {@link #takeOutput output buffer} until it does.
 */
final class LoopBuffers {

    static final int INPUT_BYTES = 256 << 10;
    static final int OUTPUT_BYTES = 128 << 10;

    /** Spare output buffers kept; more than that were needed by many slow peers at once and go back to the system. */
    static final int MAX_SPARE = 16;

    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);
    private final Deque<ByteBuffer> spare = new ArrayDeque<>();
    private ByteBuffer plainOutput = ByteBuffer.allocate(0);
    private ByteBuffer plainInput = ByteBuffer.allocate(0);
    private int lent;

    /** For bytes from a socket, empty; valid until the caller returns to the loop. */
    ByteBuffer input() {
        return input.clear();
    }

    /** At least {@code size} bytes on the heap for what will be encrypted, empty; valid until the caller returns. */
    ByteBuffer plainOutput(int size) {
        if (plainOutput.capacity() < size) {
            plainOutput = ByteBuffer.allocate(size);
        }
        return plainOutput.clear();
    }

    /** At least {@code size} bytes on the heap for what was decrypted, empty; valid until the caller returns. */
    ByteBuffer plainInput(int size) {
        if (plainInput.capacity() < size) {
            plainInput = ByteBuffer.allocate(size);
        }
        return plainInput.clear();
    }

    /** A direct buffer for bytes to a socket, empty; the caller owns it until {@link #giveBack}. */
    ByteBuffer takeOutput() {
        lent++;
        ByteBuffer taken = spare.pollFirst();
        return taken == null ? ByteBuffer.allocateDirect(OUTPUT_BYTES) : taken.clear();
    }

    /** Returns a buffer that nobody uses any more. */
    void giveBack(ByteBuffer output) {
        lent--;
        if (spare.size() < MAX_SPARE) {
            spare.addFirst(output);
        }
    }

    /** Output buffers that connections hold. */
    int lent() {
        return lent;
    }

    int spares() {
        return spare.size();
    }
}
