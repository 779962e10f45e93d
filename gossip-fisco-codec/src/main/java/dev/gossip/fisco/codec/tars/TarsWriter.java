package dev.gossip.fisco.codec.tars;

import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.wire.WireWriter;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes Tars fields in the order of their tags. Integers take the smallest form that holds them, as the official encoders
 * write them; whether an optional field is left out is the caller's decision.
 */
public final class TarsWriter {

    private static final int ITEM = 0;

    private final WireWriter out = new WireWriter(64);

    /** Nothing written yet. */
    public TarsWriter() {}

    /** An integer. */
    public TarsWriter number(int tag, long value) {
        if (value == 0) {
            head(tag, TarsType.ZERO);
        } else if (value == (byte) value) {
            head(tag, TarsType.INT8);
            out.u8((int) value & 0xff, "int8");
        } else if (value == (short) value) {
            head(tag, TarsType.INT16);
            out.i16((int) value, "int16");
        } else if (value == (int) value) {
            head(tag, TarsType.INT32);
            out.i32((int) value);
        } else {
            head(tag, TarsType.INT64);
            out.i64(value);
        }
        return this;
    }

    /** A string. */
    public TarsWriter string(int tag, Bytes value) {
        if (value.length() <= 0xff) {
            head(tag, TarsType.STRING1);
            out.u8(value.length(), "string length");
        } else {
            head(tag, TarsType.STRING4);
            out.u32(value.length(), "string length");
        }
        out.bytes(value);
        return this;
    }

    /** A list; {@code item} writes one entry under the tag 0. */
    public <T> TarsWriter list(int tag, List<T> values, BiConsumer<TarsWriter, T> item) {
        head(tag, TarsType.LIST);
        number(ITEM, values.size());
        values.forEach(value -> item.accept(this, value));
        return this;
    }

    /** A structure whose fields {@code fields} writes. */
    public TarsWriter struct(int tag, Runnable fields) {
        head(tag, TarsType.STRUCT);
        fields.run();
        head(0, TarsType.STRUCT_END);
        return this;
    }

    /** Everything written so far; the writer must not be used on. */
    public Bytes done() {
        return out.done();
    }

    private void head(int tag, int type) {
        if (tag < 15) {
            out.u8(tag << 4 | type, "head");
        } else {
            out.u8(0xf0 | type, "head").u8(tag, "tag");
        }
    }
}
