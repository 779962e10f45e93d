package dev.gossip.fisco.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.fisco.codec.tars.ProtocolInfo;
import dev.gossip.fisco.codec.tars.TarsStruct;
import dev.gossip.fisco.codec.tars.TarsWriter;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Optional;

/**
 * The payload of a handshake: the versions offered. Without TLS, where only nodes of our own making meet, a field that FISCO
 * BCOS does not have names the sender.
 *
 * @param claimed who the sender says it is
 */
record Greeting(ProtocolInfo offer, Optional<NodeId> claimed) {

    private static final int CLAIMED_TAG = 14;

    static Bytes encode(ProtocolInfo offer, Optional<NodeId> claimed) {
        Bytes claim = claimed.map(
                        id -> new TarsWriter().string(CLAIMED_TAG, id.value()).done())
                .orElse(Bytes.empty());
        return Bytes.concat(offer.encode(), claim);
    }

    static Greeting decode(Bytes payload) throws MalformedException {
        try {
            Bytes claim = TarsStruct.decode(payload).stringOrEmpty(CLAIMED_TAG, "claimed id");
            return new Greeting(
                    ProtocolInfo.decode(payload), claim.isEmpty() ? Optional.empty() : Optional.of(new NodeId(claim)));
        } catch (MalformedException e) {
            throw MalformedException.fatal(e.reason(), "a malformed handshake: " + e.getMessage());
        }
    }
}
