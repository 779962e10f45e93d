package dev.gossip.fisco.codec.front;

import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.fisco.codec.wire.WireWriter;
import dev.gossip.spi.protocol.MalformedException;

/**
 * What the module of one node says to the same module of another (FISCO BCOS 3.x front message).
 *
 * <pre>
 *   | module 2 | uuid length 1 | uuid | ext 2: bit 0 = response | payload |
 * </pre>
 *
 * @param module see {@link Modules}
 * @param uuid ties a response to its request; may be empty
 */
public record FrontMessage(int module, Bytes uuid, int ext, Bytes payload) {

    private static final int RESPONSE = 1;

    /** Whether it answers the message with the same uuid. */
    public boolean isResponse() {
        return (ext & RESPONSE) != 0;
    }

    /** The same of the module that its packet names, if the packet names one. */
    public FrontMessage of(int packetModule) {
        return packetModule == 0 ? this : new FrontMessage(packetModule, uuid, ext, payload);
    }

    /** The answer to this message. */
    public FrontMessage answer(Bytes content) {
        return new FrontMessage(module, uuid, RESPONSE, content);
    }

    /** As the payload of a packet. */
    public Bytes encode() {
        return new WireWriter(5 + uuid.length() + payload.length())
                .u16(module, "module id")
                .u8(uuid.length(), "uuid length")
                .bytes(uuid)
                .u16(ext, "front ext")
                .bytes(payload)
                .done();
    }

    /** From the payload of a packet. */
    public static FrontMessage decode(Bytes payload) throws MalformedException {
        WireReader in = WireReader.ofPayload(payload);
        int module = in.u16("module id");
        Bytes uuid = in.take(in.u8("uuid length"), "uuid");
        return new FrontMessage(module, uuid, in.u16("front ext"), in.rest());
    }
}
