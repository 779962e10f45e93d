package dev.gossip.examples.inspect;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;

/** Decodes what can be decoded; judging is left to the codec. */
final class FabricWire {

    private FabricWire() {}

    static Optional<Envelope> envelope(Bytes frame) {
        try {
            return Optional.of(Envelope.parseFrom(frame.asReadOnlyBuffer()));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    static Optional<GossipMessage> message(ByteString payload) {
        try {
            return Optional.of(GossipMessage.parseFrom(payload));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    static Bytes bytes(ByteString string) {
        return Bytes.wrap(string.toByteArray());
    }
}
