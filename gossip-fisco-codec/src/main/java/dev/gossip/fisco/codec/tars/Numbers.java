package dev.gossip.fisco.codec.tars;

import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.spi.protocol.MalformedException;

/** Tars integers have no fixed width on the wire; the structures say what they may be. */
final class Numbers {

    private Numbers() {}

    static int int32(long value, String field) throws MalformedException {
        if (value != (int) value) {
            throw WireReader.ofPayload(Bytes.empty()).problem(field + " " + value + " does not fit into 32 bits");
        }
        return (int) value;
    }
}
