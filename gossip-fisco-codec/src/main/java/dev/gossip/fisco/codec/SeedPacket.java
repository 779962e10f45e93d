package dev.gossip.fisco.codec;

import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * A packet as the design document of FISCO BCOS's network tabulates it. No release sends it so; it can only be read.
 *
 * <pre>
 *   | length 4 | version 2 | type 2, signed | seq 4 | ext 2 |
 *   | group length 2 | group | node id length 2 | source | count 2 | destinations |    always
 *   | payload |
 * </pre>
 */
record SeedPacket(
        int version, int type, long seq, int ext, String group, Bytes source, List<Bytes> destinations, Bytes payload) {

    private static final int HEADER_BYTES = 14;

    static SeedPacket decode(Bytes frame) throws MalformedException {
        WireReader in = WireReader.ofPacket(frame);
        long length = in.u32("packet length");
        if (length != frame.length() || length < HEADER_BYTES) {
            throw in.problem("a packet that says " + length + " bytes and has " + frame.length());
        }
        int version = in.u16("version");
        int type = in.i16("packet type");
        long seq = in.u32("seq");
        int ext = in.u16("ext");
        String group = in.text(in.counted16("group id"), "group id");
        int idLength = in.u16("node id length");
        Bytes source = in.take(idLength, "source node id");
        int count = in.u16("destination count");
        if (count > 0 && idLength == 0 || (long) count * idLength > in.remaining()) {
            throw in.problem(count + " destinations of " + idLength + " bytes in " + in.remaining() + " bytes");
        }
        List<Bytes> destinations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            destinations.add(in.take(idLength, "destination node id"));
        }
        return new SeedPacket(version, type, seq, ext, group, source, List.copyOf(destinations), in.rest());
    }
}
