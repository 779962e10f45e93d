package dev.gossip.fisco.codec.amop;

import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.fisco.codec.wire.WireWriter;
import dev.gossip.spi.protocol.MalformedException;

/**
 * AMOP's message inside packets of type 7 (FISCO BCOS 3.x).
 *
 * <pre>
 *   | version 2 = 0 | type 2 | status 2 | data |
 * </pre>
 *
 * @param type see the constants
 * @param status 0, or the error code of a response
 */
public record AmopMessage(int type, int status, Bytes data) {

    /** The sender's topic seq as decimal text. */
    public static final int TOPIC_SEQ = 1;
    /** Asks for the topic list. */
    public static final int REQUEST_TOPIC = 2;
    /** The topic list as JSON. */
    public static final int RESPONSE_TOPIC = 3;
    /** To one subscriber; an {@link AmopRequest}. */
    public static final int REQUEST = 4;
    /** To all subscribers; an {@link AmopRequest}. */
    public static final int BROADCAST = 5;
    /** A failure; the same number as {@link #BROADCAST}, told apart by the packet's response bit. */
    public static final int RESPONSE = 5;

    /** As the payload of a packet. */
    public Bytes encode() {
        return new WireWriter(6 + data.length())
                .u16(0, "AMOP version")
                .u16(type, "AMOP type")
                .u16(status, "AMOP status")
                .bytes(data)
                .done();
    }

    /** From the payload of a packet. */
    public static AmopMessage decode(Bytes payload) throws MalformedException {
        WireReader in = WireReader.ofPayload(payload);
        int version = in.u16("AMOP version");
        if (version != 0) {
            throw in.problem("AMOP version " + version + " is unknown, only 0 is");
        }
        return new AmopMessage(in.u16("AMOP type"), in.u16("AMOP status"), in.rest());
    }
}
