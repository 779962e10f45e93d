package dev.gossip.fabric.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Body;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.body.Ack;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.Digest;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.ItemRangeRequest;
import dev.gossip.api.body.ItemRangeResponse;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.body.MembershipRequest;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.PeerIdentity;
import dev.gossip.api.body.Request;
import dev.gossip.api.body.State;
import dev.gossip.api.body.StateSnapshot;
import dev.gossip.api.body.StateSnapshotRequest;
import dev.gossip.api.body.Update;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hyperledger.fabric.protos.gossip.Acknowledgement;
import org.hyperledger.fabric.protos.gossip.AliveMessage;
import org.hyperledger.fabric.protos.gossip.Chaincode;
import org.hyperledger.fabric.protos.gossip.DataDigest;
import org.hyperledger.fabric.protos.gossip.DataMessage;
import org.hyperledger.fabric.protos.gossip.DataRequest;
import org.hyperledger.fabric.protos.gossip.DataUpdate;
import org.hyperledger.fabric.protos.gossip.GossipHello;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.LeadershipMessage;
import org.hyperledger.fabric.protos.gossip.Member;
import org.hyperledger.fabric.protos.gossip.Payload;
import org.hyperledger.fabric.protos.gossip.PeerTime;
import org.hyperledger.fabric.protos.gossip.PrivateDataMessage;
import org.hyperledger.fabric.protos.gossip.PrivatePayload;
import org.hyperledger.fabric.protos.gossip.Properties;
import org.hyperledger.fabric.protos.gossip.PvtDataDigest;
import org.hyperledger.fabric.protos.gossip.PvtDataElement;
import org.hyperledger.fabric.protos.gossip.RemotePvtDataRequest;
import org.hyperledger.fabric.protos.gossip.RemotePvtDataResponse;
import org.hyperledger.fabric.protos.gossip.RemoteStateRequest;
import org.hyperledger.fabric.protos.gossip.RemoteStateResponse;
import org.hyperledger.fabric.protos.gossip.StateInfo;
import org.hyperledger.fabric.protos.gossip.StateInfoPullRequest;
import org.hyperledger.fabric.protos.gossip.StateInfoSnapshot;
import org.hyperledger.fabric.protos.peer.CollectionConfigPackage;

/** Writes bodies into gossip messages; tag, channel and nonce are the codec's. */
final class BodyWriter {

    private static final Map<Class<? extends Body>, Encoder<Body>> ENCODERS = encoders();

    private BodyWriter() {}

    /** Every body that has a content type of its own. */
    static Set<Class<? extends Body>> bodies() {
        return ENCODERS.keySet();
    }

    /** @throws GossipException if the body has no content type */
    static void write(Message message, OwnIdentity own, GossipMessage.Builder out) {
        Encoder<Body> encoder = ENCODERS.get(message.body().getClass());
        if (encoder == null) {
            throw new GossipException(
                    "protocol fabric does not carry the body " + message.body().bodyName());
        }
        encoder.encode(message.body(), new Place(own, message.topic().scope()), out);
    }

    private static Map<Class<? extends Body>, Encoder<Body>> encoders() {
        Map<Class<? extends Body>, Encoder<Body>> encoders = new HashMap<>();
        on(encoders, Alive.class, (alive, at, out) -> out.setAliveMsg(alive(alive, at.own())));
        on(
                encoders,
                MembershipRequest.class,
                (body, at, out) -> out.setMemReq(org.hyperledger.fabric.protos.gossip.MembershipRequest.newBuilder()
                        .setSelfInformation(Wire.envelope(body.self().sealed()))));
        on(
                encoders,
                MembershipResponse.class,
                (body, at, out) -> out.setMemRes(org.hyperledger.fabric.protos.gossip.MembershipResponse.newBuilder()
                        .addAllAlive(envelopes(body.alive()))
                        .addAllDead(envelopes(body.dead()))));
        on(
                encoders,
                OrderedItem.class,
                (item, at, out) -> out.setDataMsg(DataMessage.newBuilder().setPayload(payload(item))));
        on(
                encoders,
                Hello.class,
                (hello, at, out) -> out.setHello(
                        GossipHello.newBuilder().setNonce(hello.nonce()).setMsgType(ItemTypes.wire(hello.itemType()))));
        on(
                encoders,
                Digest.class,
                (digest, at, out) -> out.setDataDig(DataDigest.newBuilder()
                        .setNonce(digest.nonce())
                        .addAllDigests(Wire.strings(digest.ids()))
                        .setMsgType(ItemTypes.wire(digest.itemType()))));
        on(
                encoders,
                Request.class,
                (request, at, out) -> out.setDataReq(DataRequest.newBuilder()
                        .setNonce(request.nonce())
                        .addAllDigests(Wire.strings(request.ids()))
                        .setMsgType(ItemTypes.wire(request.itemType()))));
        on(
                encoders,
                Update.class,
                (update, at, out) -> out.setDataUpdate(DataUpdate.newBuilder()
                        .setNonce(update.nonce())
                        .addAllData(envelopes(update.items()))
                        .setMsgType(ItemTypes.wire(update.itemType()))));
        on(
                encoders,
                Empty.class,
                (body, at, out) -> out.setEmpty(org.hyperledger.fabric.protos.gossip.Empty.getDefaultInstance()));
        on(
                encoders,
                ConnEstablish.class,
                (greeting, at, out) -> out.setConn(org.hyperledger.fabric.protos.gossip.ConnEstablish.newBuilder()
                        .setPkiId(Wire.string(greeting.subject().value()))
                        .setIdentity(Wire.string(at.own().onWire(greeting.identity())))
                        .setTlsCertHash(Wire.string(greeting.tlsCertHash()))
                        .setProbe(greeting.probe())));
        on(encoders, State.class, (state, at, out) -> out.setStateInfo(state(state, at.scope())));
        on(
                encoders,
                StateSnapshot.class,
                (snapshot, at, out) -> out.setStateSnapshot(
                        StateInfoSnapshot.newBuilder().addAllElements(envelopes(snapshot.elements()))));
        on(
                encoders,
                StateSnapshotRequest.class,
                (request, at, out) -> out.setStateInfoPullReq(StateInfoPullRequest.newBuilder()
                        .setChannelMAC(Wire.string(FabricIds.channelMac(at.own().id(), at.scope())))));
        on(
                encoders,
                ItemRangeRequest.class,
                (range, at, out) -> out.setStateRequest(RemoteStateRequest.newBuilder()
                        .setStartSeqNum(range.first())
                        .setEndSeqNum(range.last())));
        on(
                encoders,
                ItemRangeResponse.class,
                (items, at, out) -> out.setStateResponse(RemoteStateResponse.newBuilder()
                        .addAllPayloads(
                                items.items().stream().map(BodyWriter::payload).toList())));
        on(
                encoders,
                Leadership.class,
                (leadership, at, out) -> out.setLeadershipMsg(LeadershipMessage.newBuilder()
                        .setPkiId(Wire.string(leadership.subject().value()))
                        .setTimestamp(time(leadership.time()))
                        .setIsDeclaration(leadership.declaration())));
        on(
                encoders,
                PeerIdentity.class,
                (identity, at, out) ->
                        out.setPeerIdentity(org.hyperledger.fabric.protos.gossip.PeerIdentity.newBuilder()
                                .setPkiId(Wire.string(identity.subject().value()))
                                .setCert(Wire.string(at.own().onWire(identity.identity())))
                                .setMetadata(Wire.string(identity.metadata()))));
        on(
                encoders,
                Ack.class,
                (ack, at, out) -> out.setAck(Acknowledgement.newBuilder().setError(ack.error())));
        on(
                encoders,
                PrivateDataRequest.class,
                (request, at, out) -> out.setPrivateReq(RemotePvtDataRequest.newBuilder()
                        .addAllDigests(request.digests().stream()
                                .map(BodyWriter::digest)
                                .toList())));
        on(
                encoders,
                PrivateDataResponse.class,
                (response, at, out) -> out.setPrivateRes(RemotePvtDataResponse.newBuilder()
                        .addAllElements(response.elements().stream()
                                .map(element -> PvtDataElement.newBuilder()
                                        .setDigest(digest(element.digest()))
                                        .addAllPayload(Wire.strings(element.rwsets()))
                                        .build())
                                .toList())));
        on(
                encoders,
                PrivateData.class,
                (data, at, out) ->
                        out.setPrivateData(PrivateDataMessage.newBuilder().setPayload(privatePayload(data))));
        return Map.copyOf(encoders);
    }

    private static <B extends Body> void on(
            Map<Class<? extends Body>, Encoder<Body>> encoders, Class<B> type, Encoder<B> encoder) {
        encoders.put(type, (body, at, out) -> encoder.encode(type.cast(body), at, out));
    }

    private static AliveMessage alive(Alive alive, OwnIdentity own) {
        AliveMessage.Builder out = AliveMessage.newBuilder()
                .setMembership(Member.newBuilder()
                        .setEndpoint(
                                alive.external().map(PeerAddress::hostAndPort).orElse(""))
                        .setMetadata(Wire.string(alive.metadata()))
                        .setPkiId(Wire.string(alive.subject().value())))
                .setTimestamp(time(alive.time()));
        alive.identity().ifPresent(identity -> out.setIdentity(Wire.string(own.onWire(identity))));
        return out.build();
    }

    private static StateInfo state(State state, String scope) {
        Properties.Builder properties =
                Properties.newBuilder().setLedgerHeight(state.height()).setLeftChannel(state.left());
        for (State.Service service : state.services()) {
            properties.addChaincodes(Chaincode.newBuilder()
                    .setName(service.name())
                    .setVersion(service.version())
                    .setMetadata(Wire.string(service.metadata())));
        }
        return StateInfo.newBuilder()
                .setTimestamp(time(state.time()))
                .setPkiId(Wire.string(state.subject().value()))
                .setChannelMAC(Wire.string(FabricIds.channelMac(state.subject(), scope)))
                .setProperties(properties)
                .build();
    }

    private static Payload payload(OrderedItem item) {
        return Payload.newBuilder()
                .setSeqNum(item.sequence())
                .setData(Wire.string(item.data()))
                .addAllPrivateData(Wire.strings(item.companions()))
                .build();
    }

    private static PrivatePayload privatePayload(PrivateData data) {
        PrivatePayload.Builder out = PrivatePayload.newBuilder()
                .setCollectionName(data.collection())
                .setNamespace(data.namespace())
                .setTxId(data.txId())
                .setPrivateRwset(Wire.string(data.rwset()))
                .setPrivateSimHeight(data.simulationHeight());
        if (data.collectionConfigs().isPresent()) {
            ByteString configs = Wire.string(data.collectionConfigs().get());
            try {
                out.setCollectionConfigs(CollectionConfigPackage.parseFrom(configs));
            } catch (InvalidProtocolBufferException e) {
                throw new GossipException("collectionConfigs is not a CollectionConfigPackage", e);
            }
        }
        return out.build();
    }

    private static PvtDataDigest digest(PrivateDataDigest digest) {
        return PvtDataDigest.newBuilder()
                .setTxId(digest.txId())
                .setNamespace(digest.namespace())
                .setCollection(digest.collection())
                .setBlockSeq(digest.block())
                .setSeqInBlock(digest.transaction())
                .build();
    }

    private static List<org.hyperledger.fabric.protos.gossip.Envelope> envelopes(List<Envelope> envelopes) {
        return envelopes.stream()
                .map(envelope -> Wire.envelope(envelope.sealed()))
                .toList();
    }

    private static PeerTime time(LogicalTime time) {
        return PeerTime.newBuilder()
                .setIncNum(time.incarnation())
                .setSeqNum(time.sequence())
                .build();
    }

    /** Writes one type of body. */
    private interface Encoder<B> {
        void encode(B body, Place at, GossipMessage.Builder out);
    }

    /** Whose node and which channel a message is written for. */
    private record Place(OwnIdentity own, String scope) {}
}
