package dev.gossip.spi.transport;

import java.nio.ByteBuffer;

/**
 * Where a frame starts and ends in a byte stream.
 *
 * <pre>
 *   | prefix (prefixLength bytes) | frame (what codecs see) |
 *   |&lt;------------ what the cutter measures -------------&gt;|
 * </pre>
 *
 * A self-delimiting frame has a prefix of length 0.
 */
public interface Framing {

    /** The largest frame, without its prefix, in bytes. */
    int maxFrameBytes();

    /** Bytes before the frame that belong to the framing alone. */
    int prefixLength();

    /** Writes the prefix of a frame of {@code frameLength} bytes; exactly {@link #prefixLength()} bytes. */
    void writePrefix(int frameLength, ByteBuffer out);

    /** A cutter for one connection. */
    Cutter newCutter();

    /** Finds the end of the frame at the head of the stream. Used by one thread at a time. */
    interface Cutter {

        /** Returned while the length is not yet known. */
        int UNKNOWN = -1;

        /**
         * Measures the frame that starts at the buffer's position. Called again with more bytes of the same frame while it
         * returns {@link #UNKNOWN}; once it has returned a length, the next call is about the next frame. The result must
         * be checked against the limit here, so that nobody allocates for a frame that is too large.
         *
         * @param readable read-only; the position may be moved freely
         * @return prefix plus frame, in bytes, or {@link #UNKNOWN}
         * @throws FramingException if the bytes cannot start a frame or the frame exceeds the limit
         */
        int measure(ByteBuffer readable) throws FramingException;
    }
}
