package dev.gossip.fisco.codec.wire;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.util.Arrays;

/** Writes big-endian fields one after the other. A number or length that does not fit its field is an error. */
public final class WireWriter {

    private byte[] array;
    private int at;

    /** @param expected about how many bytes will be written */
    public WireWriter(int expected) {
        array = new byte[Math.max(16, expected)];
    }

    /** One byte. */
    public WireWriter u8(int value, String field) {
        return number(value, 0xff, 1, field);
    }

    /** Two bytes, unsigned. */
    public WireWriter u16(int value, String field) {
        return number(value, 0xffff, Short.BYTES, field);
    }

    /** Two bytes, signed. */
    public WireWriter i16(int value, String field) {
        if (value != (short) value) {
            throw new GossipException(field + " " + value + " does not fit into two bytes");
        }
        return put(value, Short.BYTES);
    }

    /** Four bytes, signed. */
    public WireWriter i32(int value) {
        return put(value, Integer.BYTES);
    }

    /** Four bytes, unsigned. */
    public WireWriter u32(long value, String field) {
        return number(value, 0xffff_ffffL, Integer.BYTES, field);
    }

    /** Eight bytes. */
    public WireWriter i64(long value) {
        return put(value, Long.BYTES);
    }

    /** Bytes as they are. */
    public WireWriter bytes(Bytes value) {
        room(value.length());
        value.copyTo(array, at);
        at += value.length();
        return this;
    }

    /** A two-byte length and the bytes. */
    public WireWriter counted16(Bytes value, String field) {
        return u16(value.length(), field + " length").bytes(value);
    }

    /** Everything written so far; the writer must not be used on. */
    public Bytes done() {
        return Bytes.wrap(array, 0, at);
    }

    private WireWriter number(long value, long limit, int size, String field) {
        if (value < 0 || value > limit) {
            throw new GossipException(field + " " + value + " is outside 0.." + limit);
        }
        return put(value, size);
    }

    private WireWriter put(long value, int size) {
        room(size);
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            array[at++] = (byte) (value >> shift);
        }
        return this;
    }

    private void room(int count) {
        int needed = Math.addExact(at, count);
        if (needed > array.length) {
            array = Arrays.copyOf(array, Math.max(needed, (int) Math.min(array.length * 2L, Integer.MAX_VALUE - 16)));
        }
    }
}
