package dev.gossip.fisco.codec.tars;

import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of one decoded structure by tag. Unknown tags are kept and ignored, so that newer peers may add fields. Memory
 * is bounded by a number of values, because a value may take one byte on the wire and many here.
 */
public final class TarsStruct {

    /** The most fields and list entries in one payload. */
    public static final int MAX_VALUES = 200_000;

    private static final int MAX_DEPTH = 16;

    private final Map<Integer, Object> fields;

    private TarsStruct(Map<Integer, Object> fields) {
        this.fields = fields;
    }

    /**
     * Decodes a payload that is one structure without begin and end.
     *
     * @throws MalformedException naming what is wrong; costs this message only
     */
    public static TarsStruct decode(Bytes payload) throws MalformedException {
        return new Decoder(WireReader.ofPayload(payload)).fields(0);
    }

    /** An integer, or {@code absent} if the field is left out. */
    public long number(int tag, String field, long absent) throws MalformedException {
        return fields.containsKey(tag) ? number(tag, field) : absent;
    }

    /** An integer that must be there. */
    public long number(int tag, String field) throws MalformedException {
        return as(Long.class, fields.get(tag), field);
    }

    /** A string that must be there. */
    public Bytes string(int tag, String field) throws MalformedException {
        return as(Bytes.class, fields.get(tag), field);
    }

    /** A string, empty if the field is left out. */
    public Bytes stringOrEmpty(int tag, String field) throws MalformedException {
        return fields.containsKey(tag) ? string(tag, field) : Bytes.empty();
    }

    /** A structure, without fields if it is left out. */
    public TarsStruct struct(int tag, String field) throws MalformedException {
        return fields.containsKey(tag) ? as(TarsStruct.class, fields.get(tag), field) : new TarsStruct(Map.of());
    }

    /** A list, empty if the field is left out; each entry is a {@code type}. */
    <T> List<T> list(int tag, Class<T> type, String field) throws MalformedException {
        List<T> list = new ArrayList<>();
        if (fields.containsKey(tag)) {
            for (Object entry : as(List.class, fields.get(tag), field)) {
                list.add(as(type, entry, field));
            }
        }
        return list;
    }

    private static <T> T as(Class<T> type, @org.jspecify.annotations.Nullable Object value, String field)
            throws MalformedException {
        if (!type.isInstance(value)) {
            throw WireReader.ofPayload(Bytes.empty())
                    .problem(field + (value == null ? " is missing" : " is of another type"));
        }
        return type.cast(value);
    }

    /** Reads one payload; counts its values. */
    private static final class Decoder {

        private final WireReader in;
        private int values;

        Decoder(WireReader in) {
            this.in = in;
        }

        TarsStruct fields(int depth) throws MalformedException {
            Map<Integer, Object> fields = new HashMap<>();
            int previous = -1;
            while (depth > 0 || in.remaining() > 0) {
                int head = in.u8("Tars head");
                int type = head & 0xf;
                int tag = tag(head);
                if (depth > 0 && type == TarsType.STRUCT_END) {
                    return new TarsStruct(fields);
                }
                if (tag <= previous) {
                    throw in.problem("Tars tag " + tag + " after " + previous);
                }
                previous = tag;
                fields.put(tag, value(type, depth));
            }
            return new TarsStruct(fields);
        }

        private int tag(int head) throws MalformedException {
            int tag = head >>> 4;
            return tag == 15 ? in.u8("Tars tag") : tag;
        }

        private Object value(int type, int depth) throws MalformedException {
            if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
                throw in.problem("more than " + MAX_DEPTH + " levels or " + MAX_VALUES + " values in one Tars payload");
            }
            return switch (type) {
                case TarsType.ZERO -> 0L;
                case TarsType.INT8 -> (long) (byte) in.u8("int8");
                case TarsType.INT16 -> (long) in.i16("int16");
                case TarsType.INT32 -> (long) in.i32("int32");
                case TarsType.INT64 -> in.i64("int64");
                case TarsType.FLOAT -> in.take(Float.BYTES, "float");
                case TarsType.DOUBLE -> in.take(Double.BYTES, "double");
                case TarsType.STRING1 -> in.take(in.u8("string length"), "string");
                case TarsType.STRING4 -> in.take(in.i32("string length"), "string");
                case TarsType.LIST -> list(depth + 1);
                case TarsType.STRUCT -> fields(depth + 1);
                default -> throw in.problem("Tars type " + type + " is not used here");
            };
        }

        private List<Object> list(int depth) throws MalformedException {
            int head = in.u8("list count");
            if (tag(head) != 0 || !(value(head & 0xf, depth) instanceof Long count) || count < 0) {
                throw in.problem("a Tars list without a count");
            }
            if (count > in.remaining()) {
                throw in.problem("a Tars list of " + count + " entries in " + in.remaining() + " bytes");
            }
            List<Object> list = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                int item = in.u8("list entry");
                if (tag(item) != 0) {
                    throw in.problem("a Tars list entry whose tag is not 0");
                }
                list.add(value(item & 0xf, depth));
            }
            return list;
        }
    }
}
