package dev.gossip.fisco.codec.tars;

import dev.gossip.api.Bytes;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;

/** A gateway's distance vector (Tars {@code RouterTable}). */
public record RouterTable(List<Entry> entries) {

    public RouterTable {
        entries = List.copyOf(entries);
    }

    /** As a payload. */
    public Bytes encode() {
        TarsWriter out = new TarsWriter();
        if (!entries.isEmpty()) {
            out.list(1, entries, (items, entry) -> items.struct(0, () -> entry.write(items)));
        }
        return out.done();
    }

    /** From a payload. */
    public static RouterTable decode(Bytes payload) throws MalformedException {
        List<Entry> entries = new ArrayList<>();
        for (TarsStruct entry : TarsStruct.decode(payload).list(1, TarsStruct.class, "routerEntries")) {
            entries.add(Entry.read(entry));
        }
        return new RouterTable(entries);
    }

    /**
     * One destination. Ids are byte strings as they travel; short ids are no text.
     *
     * @param destination the id by which the table is keyed
     * @param nextHop empty for a neighbour, and for what cannot be reached
     * @param distance in hops; 10 means unreachable
     * @param shortId the destination's 32-byte id; empty if not told
     * @param rawId the destination's long id as text; empty if not told
     */
    public record Entry(Bytes destination, Bytes nextHop, int distance, Bytes shortId, Bytes rawId) {

        /** The distance of what cannot be reached. */
        public static final int UNREACHABLE = 10;

        void write(TarsWriter out) {
            out.string(1, destination);
            optional(out, 2, nextHop);
            out.number(3, distance);
            out.struct(4, () -> {
                optional(out, 1, shortId);
                optional(out, 2, rawId);
            });
        }

        private static void optional(TarsWriter out, int tag, Bytes value) {
            if (!value.isEmpty()) {
                out.string(tag, value);
            }
        }

        static Entry read(TarsStruct in) throws MalformedException {
            TarsStruct ids = in.struct(4, "dstNodeInfo");
            return new Entry(
                    in.string(1, "dstNode"),
                    in.stringOrEmpty(2, "nextHop"),
                    Numbers.int32(in.number(3, "distance"), "distance"),
                    ids.stringOrEmpty(1, "p2pID"),
                    ids.stringOrEmpty(2, "rawP2pID"));
        }
    }
}
