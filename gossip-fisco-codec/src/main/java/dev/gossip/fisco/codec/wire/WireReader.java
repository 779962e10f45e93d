package dev.gossip.fisco.codec.wire;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.MalformedException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads big-endian fields one after the other and refuses what runs past the end. Slices share memory. */
public final class WireReader {

    /** Stands for what is wrong in a text that was decoded leniently, which is the fast way. */
    private static final char REPLACEMENT = '\ufffd';

    private final Bytes bytes;
    private final boolean fatal;
    private int at;

    private WireReader(Bytes bytes, boolean fatal) {
        this.bytes = bytes;
        this.fatal = fatal;
    }

    /** A reader whose errors end the link: what follows cannot be trusted to be cut right. */
    public static WireReader ofPacket(Bytes bytes) {
        return new WireReader(bytes, true);
    }

    /** A reader whose errors cost this message only. */
    public static WireReader ofPayload(Bytes bytes) {
        return new WireReader(bytes, false);
    }

    /** Bytes not yet read. */
    public int remaining() {
        return bytes.length() - at;
    }

    /** One unsigned byte. */
    public int u8(String field) throws MalformedException {
        return (int) number(1, field);
    }

    /** Two bytes, unsigned. */
    public int u16(String field) throws MalformedException {
        return (int) number(Short.BYTES, field);
    }

    /** Two bytes, signed. */
    public int i16(String field) throws MalformedException {
        return (short) u16(field);
    }

    /** Four bytes, signed. */
    public int i32(String field) throws MalformedException {
        return (int) number(Integer.BYTES, field);
    }

    /** Four bytes, unsigned. */
    public long u32(String field) throws MalformedException {
        return number(Integer.BYTES, field);
    }

    /** Eight bytes, signed. */
    public long i64(String field) throws MalformedException {
        return number(Long.BYTES, field);
    }

    /** A two-byte length and as many bytes. */
    public Bytes counted16(String field) throws MalformedException {
        return take(u16(field + " length"), field);
    }

    /** {@code count} bytes. */
    public Bytes take(int count, String field) throws MalformedException {
        demand(count, field);
        Bytes taken = bytes.slice(at, count);
        at += count;
        return taken;
    }

    private void demand(int count, String field) throws MalformedException {
        if (count < 0 || count > remaining()) {
            throw problem(field + " needs " + Integer.toUnsignedString(count) + " bytes, " + remaining() + " are left");
        }
    }

    /** Unsigned, except that eight bytes fill all of it. */
    private long number(int size, String field) throws MalformedException {
        demand(size, field);
        long value = 0;
        for (int end = at + size; at < end; at++) {
            value = value << Byte.SIZE | bytes.get(at) & 0xff;
        }
        return value;
    }

    /** Everything not yet read. */
    public Bytes rest() {
        Bytes rest = bytes.slice(at);
        at = bytes.length();
        return rest;
    }

    /** Bytes as UTF-8, which they must be: replacing what is wrong would make two texts one. */
    public String text(Bytes encoded, String field) throws MalformedException {
        String lenient = encoded.utf8();
        if (lenient.indexOf(REPLACEMENT) < 0) {
            return lenient;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(encoded.asReadOnlyBuffer())
                    .toString();
        } catch (CharacterCodingException e) {
            throw problem(field + " is not UTF-8");
        }
    }

    /** The exception that this reader's input deserves. */
    public MalformedException problem(String detail) {
        return fatal
                ? MalformedException.fatal(DropReason.MALFORMED, detail)
                : MalformedException.drop(DropReason.MALFORMED, detail);
    }
}
