package dev.gossip.benchmarks.transport;

import java.nio.ByteBuffer;

/**
 * What the benchmark sends. On the wire each frame follows its length, four bytes, big-endian.
 *
 * <pre>
 *   | type (1) | value (8) | filler |
 * </pre>
 */
final class Frames {

    /** Counted by the receiver. */
    static final byte DATA = 0;
    /** Resets the receiver's counters. */
    static final byte START = 1;
    /** Asks for {@link #COUNT}, {@link #HEAP} and {@link #CPU}, which come in this order. */
    static final byte END = 2;
    /** How many data frames arrived since the start. */
    static final byte COUNT = 3;
    /** Bytes that the receiving process allocated on its heap since the start. */
    static final byte HEAP = 4;
    /** Nanoseconds that the receiving process spent on processors since the start. */
    static final byte CPU = 5;
    /** Comes back as {@link #REPLY} with the same value. */
    static final byte REQUEST = 6;
    /** The answer to a request. */
    static final byte REPLY = 7;

    static final int LENGTH_BYTES = 4;
    static final int MIN_BYTES = 9;
    static final int MAX_BYTES = 1 << 20;
    static final int VALUE_AT = 1;

    private Frames() {}

    static byte[] of(byte type, long value, int size) {
        byte[] frame = new byte[size];
        ByteBuffer.wrap(frame).put(type).putLong(value);
        return frame;
    }

    static long value(byte[] frame) {
        return ByteBuffer.wrap(frame).getLong(VALUE_AT);
    }
}
