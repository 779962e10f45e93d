package dev.gossip.fisco.codec.ws;

import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.fisco.codec.wire.WireWriter;
import dev.gossip.spi.protocol.MalformedException;

/**
 * A message between nodes and SDKs of FISCO BCOS 3.x: one binary websocket message each; also the answer of a subscriber on
 * its way between nodes.
 *
 * <pre>
 *   | version 2 = 0 | type 2 | status 2, signed | seq length 2 | seq | ext 2 | payload |
 * </pre>
 *
 * @param type see the constants
 * @param status 0, or an error code
 * @param seq 32 hexadecimal characters from SDKs; may be empty in what a node pushes
 */
public record WsMessage(int type, int status, Bytes seq, int ext, Bytes payload) {

    /** Reports an error to whom {@code seq} belongs. */
    public static final int ERROR = 0;

    public static final int HANDSHAKE = 0x100;
    public static final int BLOCK_NOTIFY = 0x101;
    public static final int RPC = 0x102;
    /** The whole topic list of an SDK. */
    public static final int AMOP_TOPICS = 0x110;

    public static final int AMOP_REQUEST = 0x111;
    public static final int AMOP_BROADCAST = 0x112;
    public static final int AMOP_RESPONSE = 0x113;

    /** The shortest message. */
    public static final int HEADER_BYTES = 10;

    /** The message's bytes. */
    public Bytes encode() {
        return new WireWriter(HEADER_BYTES + seq.length() + payload.length())
                .u16(0, "websocket version")
                .u16(type, "websocket type")
                .i16(status, "websocket status")
                .counted16(seq, "websocket seq")
                .u16(ext, "websocket ext")
                .bytes(payload)
                .done();
    }

    /**
     * Decodes one message. As carriers keep messages apart, a wrong one costs nothing but itself.
     *
     * @throws MalformedException naming the field
     */
    public static WsMessage decode(Bytes message) throws MalformedException {
        WireReader in = WireReader.ofPayload(message);
        int version = in.u16("websocket version");
        if (version != 0) {
            throw in.problem("websocket version " + version + " is unknown, only 0 is");
        }
        int type = in.u16("websocket type");
        int status = in.i16("websocket status");
        Bytes seq = in.counted16("websocket seq");
        return new WsMessage(type, status, seq, in.u16("websocket ext"), in.rest());
    }
}
