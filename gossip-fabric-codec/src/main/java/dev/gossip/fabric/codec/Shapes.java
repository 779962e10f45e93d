package dev.gossip.fabric.codec;

import com.google.protobuf.ByteString;
import dev.gossip.api.NodeId;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.AliveMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.LeadershipMessage;
import org.hyperledger.fabric.protos.gossip.PvtDataElement;
import org.hyperledger.fabric.protos.gossip.StateInfo;

/** Presence of every part that later code relies on; checked before any of it runs. */
final class Shapes {

    private Shapes() {}

    static void check(ContentRule rule, GossipMessage message) throws MalformedException {
        switch (rule) {
            case ALIVE -> alive(message.getAliveMsg());
            case MEMBERSHIP_REQUEST ->
                need(message.getMemReq().hasSelfInformation(), "a membership request without self_information");
            case DATA -> need(message.getDataMsg().hasPayload(), "a data message without payload");
            case CONN -> need(message.getConn().getPkiId(), "a greeting without pki_id");
            case STATE -> state(message.getStateInfo());
            case LEADERSHIP -> leadership(message.getLeadershipMsg());
            case PEER_IDENTITY -> {
                need(message.getPeerIdentity().getPkiId(), "a peer identity without pki_id");
                need(message.getPeerIdentity().getCert(), "a peer identity without cert");
            }
            case PRIVATE_DATA -> need(message.getPrivateData().hasPayload(), "private data without payload");
            case PRIVATE_RESPONSE -> {
                for (PvtDataElement element : message.getPrivateRes().getElementsList()) {
                    need(element.hasDigest(), "an element of a private data response without digest");
                }
            }
            case APPLICATION, APPLICATION_IN_CHANNEL -> ApplicationData.from(message);
            default -> {}
        }
    }

    /** Who says to have said it; empty for kinds that nobody signs. The shape must have been checked. */
    static Optional<NodeId> author(ContentRule rule, GossipMessage message) throws MalformedException {
        return switch (rule) {
            case ALIVE -> id(message.getAliveMsg().getMembership().getPkiId());
            case CONN -> id(message.getConn().getPkiId());
            case STATE -> id(message.getStateInfo().getPkiId());
            case LEADERSHIP -> id(message.getLeadershipMsg().getPkiId());
            case PEER_IDENTITY -> id(message.getPeerIdentity().getPkiId());
            case APPLICATION, APPLICATION_IN_CHANNEL ->
                Optional.of(ApplicationData.from(message).author());
            default -> Optional.empty();
        };
    }

    private static void alive(AliveMessage alive) throws MalformedException {
        need(alive.hasMembership(), "an alive message without membership");
        need(alive.getMembership().getPkiId(), "an alive message without pki_id");
        need(alive.hasTimestamp(), "an alive message without timestamp");
    }

    private static void state(StateInfo state) throws MalformedException {
        need(state.getPkiId(), "a state info without pki_id");
        need(state.hasTimestamp(), "a state info without timestamp");
        need(state.hasProperties(), "a state info without properties");
    }

    private static void leadership(LeadershipMessage leadership) throws MalformedException {
        need(leadership.getPkiId(), "a leadership message without pki_id");
        need(leadership.hasTimestamp(), "a leadership message without timestamp");
    }

    private static Optional<NodeId> id(ByteString pkiId) {
        return Optional.of(new NodeId(Wire.bytes(pkiId)));
    }

    private static void need(ByteString value, String missing) throws MalformedException {
        need(!value.isEmpty(), missing);
    }

    private static void need(boolean present, String missing) throws MalformedException {
        if (!present) {
            throw Wire.malformed(missing);
        }
    }
}
