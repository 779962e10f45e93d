package dev.gossip.orbs.codec.wire;

import dev.gossip.api.Bytes;
import dev.gossip.spi.protocol.MalformedException;

/** The rule for addresses of nodes. */
final class Addresses {

    private Addresses() {}

    static Bytes checked(Bytes address) throws MalformedException {
        if (address.isEmpty() || address.length() > Header.MAX_ADDRESS_BYTES) {
            throw MalformedException.drop(
                    WireDropReasons.BAD_HEADER,
                    "the address of a node has 1 to " + Header.MAX_ADDRESS_BYTES + " bytes, this one "
                            + address.length());
        }
        return address;
    }
}
