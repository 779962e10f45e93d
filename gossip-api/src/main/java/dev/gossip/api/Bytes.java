package dev.gossip.api;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * An immutable run of bytes on the heap. Slices share the memory of their parent; equality and order (unsigned,
 * lexicographic) look at content only. Safe for use by any thread.
 */
public final class Bytes implements Comparable<Bytes> {

    private static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Odd, with its bits well spread: 2 to the 64th divided by the golden ratio. */
    private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** The run of length zero. */
    public static Bytes empty() {
        return EMPTY;
    }

    /** Copies {@code source}; later changes of the array are not seen. */
    public static Bytes copyOf(byte[] source) {
        return wrap(source.clone());
    }

    /** Copies what remains in {@code source} without moving its position. */
    public static Bytes copyOf(ByteBuffer source) {
        byte[] copy = new byte[source.remaining()];
        source.get(source.position(), copy);
        return wrap(copy);
    }

    /** Takes over {@code array} without a copy. The caller promises never to write to it again. */
    public static Bytes wrap(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
    }

    /** Takes over a part of {@code array} without a copy. The caller promises never to write to it again. */
    public static Bytes wrap(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return length == 0 ? EMPTY : new Bytes(array, offset, length);
    }

    /** The UTF-8 form of {@code text}. */
    public static Bytes utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Eight bytes, big-endian. */
    public static Bytes ofLong(long value) {
        return wrap(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    /**
     * Parses hexadecimal digits of either case.
     *
     * @throws IllegalArgumentException if {@code hex} has an odd length or another character
     */
    public static Bytes fromHex(String hex) {
        return wrap(HexFormat.of().parseHex(hex));
    }

    /** One run holding all {@code parts} in order; copies each once. */
    public static Bytes concat(List<Bytes> parts) {
        int total = 0;
        for (Bytes part : parts) {
            total = Math.addExact(total, part.length);
        }
        byte[] joined = new byte[total];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.array, part.offset, joined, at, part.length);
            at += part.length;
        }
        return wrap(joined);
    }

    /** One run holding all {@code parts} in order; copies each once. */
    public static Bytes concat(Bytes... parts) {
        return concat(List.of(parts));
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }

    /** Whether there is no byte. */
    public boolean isEmpty() {
        return length == 0;
    }

    /**
     * The byte at {@code index}, counted from the start of this run.
     *
     * @throws IndexOutOfBoundsException if there is no such byte
     */
    public byte get(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    /** The part from {@code from} to the end; shares memory. */
    public Bytes slice(int from) {
        return slice(from, length - from);
    }

    /**
     * {@code count} bytes starting at {@code from}; shares memory, so a small slice keeps its whole parent alive.
     *
     * @throws IndexOutOfBoundsException if the part does not lie within this run
     */
    public Bytes slice(int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        return count == 0 ? EMPTY : new Bytes(array, offset + from, count);
    }

    /** A read-only view whose position is 0 and whose limit is {@link #length()}. */
    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /**
     * Copies all bytes to {@code target} starting at {@code at}.
     *
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /**
     * Copies all bytes to {@code target} and advances its position.
     *
     * @throws java.nio.BufferOverflowException if they do not fit
     */
    public void copyTo(ByteBuffer target) {
        target.put(array, offset, length);
    }

    /** A fresh array with the same content. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** A stream over the content; needs no closing. */
    public InputStream newInput() {
        return new ByteArrayInputStream(array, offset, length);
    }

    /** Decodes UTF-8; malformed input becomes replacement characters. */
    public String utf8() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /** Lower-case hexadecimal digits, two per byte. */
    public String hex() {
        return HexFormat.of().formatHex(array, offset, offset + length);
    }

    /** Compares content in a time that depends on the lengths only. */
    public boolean constantTimeEquals(Bytes other) {
        int difference = length ^ other.length;
        for (int i = 0; i < length && i < other.length; i++) {
            difference |= array[offset + i] ^ other.array[other.offset + i];
        }
        return difference == 0;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        // Eight bytes at a time: ids of nodes are looked up several times per message.
        long hash = length;
        int at = offset;
        int end = offset + length;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(array, at)) * HASH_FACTOR;
            hash ^= hash >>> 32;
        }
        for (; at < end; at++) {
            hash = (hash ^ array[at]) * HASH_FACTOR;
        }
        return (int) (hash * HASH_FACTOR >>> 32);
    }

    /** Short form for logs: length and up to 16 leading bytes. */
    @Override
    public String toString() {
        int shown = Math.min(length, 16);
        return "Bytes[" + length + ": " + slice(0, shown).hex() + (shown < length ? "..." : "") + "]";
    }
}
