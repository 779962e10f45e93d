package dev.gossip.fisco.codec.amop;

import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.fisco.codec.wire.WireWriter;
import dev.gossip.spi.protocol.MalformedException;

/**
 * A topic and what is said about it, between nodes and between a node and its SDKs (FISCO BCOS 3.x).
 *
 * <pre>
 *   | version 4 = 0 | topic length 2 | topic | data |
 * </pre>
 */
public record AmopRequest(String topic, Bytes data) {

    /** As data of an {@link AmopMessage}, or as the payload of a websocket message. */
    public Bytes encode() {
        Bytes name = Bytes.utf8(topic);
        return new WireWriter(6 + name.length() + data.length())
                .i32(0)
                .counted16(name, "AMOP topic")
                .bytes(data)
                .done();
    }

    /** From those bytes. */
    public static AmopRequest decode(Bytes encoded) throws MalformedException {
        WireReader in = WireReader.ofPayload(encoded);
        long version = in.u32("AMOP request version");
        if (version != 0) {
            throw in.problem("AMOP request version " + version + " is unknown, only 0 is");
        }
        return new AmopRequest(in.text(in.counted16("AMOP topic"), "AMOP topic"), in.rest());
    }
}
