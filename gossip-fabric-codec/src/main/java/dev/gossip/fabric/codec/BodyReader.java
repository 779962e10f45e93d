package dev.gossip.fabric.codec;

import com.google.protobuf.ByteString;
import dev.gossip.api.Body;
import dev.gossip.api.Correlation;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Ack;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.Digest;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.ItemRangeRequest;
import dev.gossip.api.body.ItemRangeResponse;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.body.MembershipRequest;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.PeerIdentity;
import dev.gossip.api.body.Request;
import dev.gossip.api.body.State;
import dev.gossip.api.body.StateSnapshot;
import dev.gossip.api.body.StateSnapshotRequest;
import dev.gossip.api.body.Update;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.AliveMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.Payload;
import org.hyperledger.fabric.protos.gossip.PeerTime;
import org.hyperledger.fabric.protos.gossip.PrivatePayload;
import org.hyperledger.fabric.protos.gossip.Properties;
import org.hyperledger.fabric.protos.gossip.PvtDataDigest;
import org.hyperledger.fabric.protos.gossip.StateInfo;

/** Makes messages of opened statements. */
final class BodyReader {

    private BodyReader() {}

    static Message read(Sealed sealed) throws MalformedException {
        Decoded decoded = Decoded.of(sealed);
        ContentRule rule = decoded.rule();
        GossipMessage message = decoded.message();
        Topic topic = Topic.scope(decoded.scope());
        Body body;
        if (rule == ContentRule.APPLICATION || rule == ContentRule.APPLICATION_IN_CHANNEL) {
            ApplicationData data = ApplicationData.from(message);
            topic = Topic.of(decoded.scope(), data.name());
            body = new Opaque(data.segments());
        } else {
            body = body(rule, message, decoded, sealed);
        }
        return Message.of(topic, body, rule.kind(), Correlation.of(message.getNonce()));
    }

    private static Body body(ContentRule rule, GossipMessage message, Decoded decoded, Sealed sealed)
            throws MalformedException {
        return switch (rule) {
            case ALIVE -> alive(message.getAliveMsg(), sealed);
            case MEMBERSHIP_REQUEST ->
                new MembershipRequest(envelopes(decoded.nested()).get(0));
            case MEMBERSHIP_RESPONSE -> new MembershipResponse(envelopes(decoded.nested()), envelopes(decoded.dead()));
            case DATA -> item(message.getDataMsg().getPayload());
            case HELLO_BLOCK, HELLO_IDENTITY ->
                new Hello(ItemTypes.name(rule), message.getHello().getNonce());
            case DIGEST_BLOCK, DIGEST_IDENTITY ->
                new Digest(
                        ItemTypes.name(rule),
                        message.getDataDig().getNonce(),
                        Wire.bytes(message.getDataDig().getDigestsList()));
            case REQUEST_BLOCK, REQUEST_IDENTITY ->
                new Request(
                        ItemTypes.name(rule),
                        message.getDataReq().getNonce(),
                        Wire.bytes(message.getDataReq().getDigestsList()));
            case UPDATE_BLOCK, UPDATE_IDENTITY ->
                new Update(ItemTypes.name(rule), message.getDataUpdate().getNonce(), envelopes(decoded.nested()));
            case NOTHING -> new Empty();
            case CONN -> greeting(message.getConn());
            case STATE -> state(message.getStateInfo());
            case STATE_SNAPSHOT -> new StateSnapshot(envelopes(decoded.nested()));
            case STATE_SNAPSHOT_REQUEST -> new StateSnapshotRequest();
            case STATE_REQUEST ->
                new ItemRangeRequest(
                        message.getStateRequest().getStartSeqNum(),
                        message.getStateRequest().getEndSeqNum());
            case STATE_RESPONSE ->
                new ItemRangeResponse(message.getStateResponse().getPayloadsList().stream()
                        .map(BodyReader::item)
                        .toList());
            case LEADERSHIP ->
                new Leadership(
                        id(message.getLeadershipMsg().getPkiId()),
                        time(message.getLeadershipMsg().getTimestamp()),
                        message.getLeadershipMsg().getIsDeclaration());
            case PEER_IDENTITY ->
                new PeerIdentity(
                        id(message.getPeerIdentity().getPkiId()),
                        Wire.bytes(message.getPeerIdentity().getCert()),
                        Wire.bytes(message.getPeerIdentity().getMetadata()));
            case ACK -> new Ack(message.getAck().getError());
            case PRIVATE_REQUEST ->
                new PrivateDataRequest(message.getPrivateReq().getDigestsList().stream()
                        .map(BodyReader::digest)
                        .toList());
            case PRIVATE_RESPONSE ->
                new PrivateDataResponse(message.getPrivateRes().getElementsList().stream()
                        .map(element -> new PrivateDataResponse.Element(
                                digest(element.getDigest()), Wire.bytes(element.getPayloadList())))
                        .toList());
            case PRIVATE_DATA -> privateData(message.getPrivateData().getPayload());
            case APPLICATION, APPLICATION_IN_CHANNEL -> throw new IllegalStateException("has a topic of its own");
        };
    }

    private static List<Envelope> envelopes(List<Sealed> nested) throws MalformedException {
        List<Envelope> envelopes = new ArrayList<>(nested.size());
        for (Sealed sealed : nested) {
            envelopes.add(new Envelope(read(sealed), sealed, FabricCodec.id(sealed)));
        }
        return envelopes;
    }

    private static Alive alive(AliveMessage alive, Sealed sealed) {
        Optional<PeerAddress> internal = sealed.attachments().stream()
                .findFirst()
                .flatMap(secret -> Wire.internalEndpoint(secret.content()))
                .flatMap(BodyReader::address);
        return new Alive(
                id(alive.getMembership().getPkiId()),
                address(alive.getMembership().getEndpoint()),
                internal,
                time(alive.getTimestamp()),
                Wire.bytes(alive.getMembership().getMetadata()),
                Optional.of(Wire.bytes(alive.getIdentity())).filter(identity -> !identity.isEmpty()));
    }

    private static Optional<PeerAddress> address(String endpoint) {
        try {
            return endpoint.isEmpty() ? Optional.empty() : Optional.of(PeerAddress.parse(endpoint));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ConnEstablish greeting(org.hyperledger.fabric.protos.gossip.ConnEstablish conn) {
        return new ConnEstablish(
                id(conn.getPkiId()),
                Wire.bytes(conn.getIdentity()),
                Wire.bytes(conn.getTlsCertHash()),
                conn.getProbe());
    }

    private static State state(StateInfo state) {
        Properties properties = state.getProperties();
        return new State(
                id(state.getPkiId()),
                time(state.getTimestamp()),
                properties.getLedgerHeight(),
                properties.getLeftChannel(),
                properties.getChaincodesList().stream()
                        .map(chaincode -> new State.Service(
                                chaincode.getName(), chaincode.getVersion(), Wire.bytes(chaincode.getMetadata())))
                        .toList());
    }

    private static OrderedItem item(Payload payload) {
        return new OrderedItem(
                payload.getSeqNum(), Wire.bytes(payload.getData()), Wire.bytes(payload.getPrivateDataList()));
    }

    private static PrivateDataDigest digest(PvtDataDigest digest) {
        return new PrivateDataDigest(
                digest.getTxId(),
                digest.getNamespace(),
                digest.getCollection(),
                digest.getBlockSeq(),
                digest.getSeqInBlock());
    }

    private static PrivateData privateData(PrivatePayload payload) {
        return new PrivateData(
                payload.getNamespace(),
                payload.getCollectionName(),
                payload.getTxId(),
                Wire.bytes(payload.getPrivateRwset()),
                payload.getPrivateSimHeight(),
                payload.hasCollectionConfigs()
                        ? Optional.of(Wire.bytes(payload.getCollectionConfigs().toByteString()))
                        : Optional.empty());
    }

    private static NodeId id(ByteString pkiId) {
        return new NodeId(Wire.bytes(pkiId));
    }

    private static LogicalTime time(PeerTime time) {
        return new LogicalTime(time.getIncNum(), time.getSeqNum());
    }
}
