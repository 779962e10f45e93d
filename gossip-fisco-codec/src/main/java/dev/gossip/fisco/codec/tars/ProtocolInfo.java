package dev.gossip.fisco.codec.tars;

import dev.gossip.api.Bytes;
import dev.gossip.spi.protocol.MalformedException;

/**
 * The versions that a module offers; the gateway's one is the payload of the handshake.
 *
 * @param module 1 for the gateway
 */
public record ProtocolInfo(int module, int min, int max) {

    /** The module number of gateways. */
    public static final int GATEWAY = 1;

    /** As a payload. */
    public Bytes encode() {
        TarsWriter out = new TarsWriter();
        write(out);
        return out.done();
    }

    /** From a payload. */
    public static ProtocolInfo decode(Bytes payload) throws MalformedException {
        return read(TarsStruct.decode(payload));
    }

    void write(TarsWriter out) {
        out.number(1, module).number(2, min).number(3, max);
    }

    static ProtocolInfo read(TarsStruct in) throws MalformedException {
        return new ProtocolInfo(
                Numbers.int32(in.number(1, "moduleID"), "moduleID"),
                Numbers.int32(in.number(2, "minVersion"), "minVersion"),
                Numbers.int32(in.number(3, "maxVersion"), "maxVersion"));
    }
}
