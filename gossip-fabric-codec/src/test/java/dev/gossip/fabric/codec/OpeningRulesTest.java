package dev.gossip.fabric.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.Fetch;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.body.StateSnapshot;
import dev.gossip.api.body.StateSnapshotRequest;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Scope;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.gossip.AliveMessage;
import org.hyperledger.fabric.protos.gossip.DataMessage;
import org.hyperledger.fabric.protos.gossip.DataUpdate;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipHello;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.Tag;
import org.hyperledger.fabric.protos.gossip.LeadershipMessage;
import org.hyperledger.fabric.protos.gossip.Member;
import org.hyperledger.fabric.protos.gossip.MembershipRequest;
import org.hyperledger.fabric.protos.gossip.Payload;
import org.hyperledger.fabric.protos.gossip.PeerTime;
import org.hyperledger.fabric.protos.gossip.PrivateDataMessage;
import org.hyperledger.fabric.protos.gossip.Properties;
import org.hyperledger.fabric.protos.gossip.PullMsgType;
import org.hyperledger.fabric.protos.gossip.PvtDataElement;
import org.hyperledger.fabric.protos.gossip.RemotePvtDataResponse;
import org.hyperledger.fabric.protos.gossip.StateInfo;
import org.hyperledger.fabric.protos.gossip.StateInfoPullRequest;
import org.hyperledger.fabric.protos.gossip.StateInfoSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is refused before any signature is looked at. */
class OpeningRulesTest {

    private static final ByteString CHANNEL = ByteString.copyFromUtf8("ch1");
    private static final ByteString PKI_ID = Wire.string(Actor.P1.id().value());
    private static final Bytes SIGNATURE = Bytes.utf8("looks signed");

    private final TestContext context = new TestContext();
    private final FabricEndpoint endpoint = context.open();

    private MalformedException refusal(Bytes frame) {
        MalformedException refusal = catchThrowableOfType(
                MalformedException.class, () -> endpoint.codec().open(frame, Actor.P1.link()));
        assertThat(refusal).as("must be refused").isNotNull();
        return refusal;
    }

    private void assertDropped(GossipMessage.Builder message, DropReason reason) {
        MalformedException refusal = refusal(Frames.raw(message, SIGNATURE));
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        assertThat(refusal.isFatal()).as("only the message is dropped").isFalse();
    }

    private static GossipMessage.Builder tagged(Tag tag) {
        return GossipMessage.newBuilder().setTag(tag);
    }

    private static GossipMessage.Builder inChannel(Tag tag) {
        return tagged(tag).setChannel(CHANNEL);
    }

    private static AliveMessage.Builder alive() {
        return AliveMessage.newBuilder()
                .setMembership(Member.newBuilder().setPkiId(PKI_ID).setEndpoint("p1:7051"))
                .setTimestamp(PeerTime.newBuilder().setIncNum(1).setSeqNum(1));
    }

    private static StateInfo.Builder state(String channel) {
        return StateInfo.newBuilder()
                .setPkiId(PKI_ID)
                .setTimestamp(PeerTime.getDefaultInstance())
                .setChannelMAC(Wire.string(FabricIds.channelMac(Actor.P1.id(), channel)))
                .setProperties(Properties.newBuilder().setLedgerHeight(1));
    }

    private static Envelope element(GossipMessage.Builder message) {
        return Frames.wire(message, SIGNATURE);
    }

    @Test
    void c13_undecodableBytesCostTheLink() {
        assertThat(refusal(Bytes.fromHex("ff")).isFatal()).isTrue();
        assertThat(refusal(Bytes.fromHex("0a03ffffff")).isFatal()).isTrue();
        assertThat(refusal(Bytes.empty()).isFatal())
                .as("decodable, without content")
                .isFalse();
    }

    @Test
    void c59_emptyPayloadIsNoMessage() {
        assertThat(refusal(Bytes.fromHex("120101")).reason()).isEqualTo(FabricDropReasons.UNKNOWN_CONTENT);
    }

    @ParameterizedTest
    @EnumSource(
            value = ContentRule.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"APPLICATION", "APPLICATION_IN_CHANNEL"})
    void c17_everyWrongTagIsIllegal(ContentRule rule) throws MalformedException {
        GossipMessage.Builder message = GossipMessage.newBuilder().setChannel(CHANNEL);
        var content =
                GossipMessage.getDescriptor().findFieldByNumber(rule.content().getNumber());
        var body = message.newBuilderForField(content);
        var pullType = body.getDescriptorForType().findFieldByName("msg_type");
        if (pullType != null) {
            PullMsgType type = ItemTypes.wire(ItemTypes.name(rule));
            body.setField(pullType, type.getValueDescriptor());
        }
        message.setField(content, body.build());
        for (int tag = 0; tag <= 6; tag++) {
            message.setTagValue(tag);
            if (!rule.accepts(message.getTag())) {
                assertDropped(message, FabricDropReasons.ILLEGAL_TAG);
            }
        }
    }

    @Test
    void c17_pullStepsAboutOtherThingsAreIllegal() {
        for (int type : new int[] {0, 3}) {
            assertDropped(
                    tagged(Tag.EMPTY).setHello(GossipHello.newBuilder().setMsgTypeValue(type)),
                    FabricDropReasons.ILLEGAL_PULL_TYPE);
        }
    }

    @Test
    void c59_missingPartsAreMalformed() {
        assertDropped(tagged(Tag.EMPTY).setAliveMsg(alive().clearMembership()), DropReason.MALFORMED);
        assertDropped(tagged(Tag.EMPTY).setAliveMsg(alive().clearTimestamp()), DropReason.MALFORMED);
        assertDropped(
                tagged(Tag.EMPTY).setAliveMsg(alive().setMembership(Member.getDefaultInstance())),
                DropReason.MALFORMED);
        assertDropped(tagged(Tag.EMPTY).setMemReq(MembershipRequest.getDefaultInstance()), DropReason.MALFORMED);
        assertDropped(inChannel(Tag.CHAN_AND_ORG).setDataMsg(DataMessage.getDefaultInstance()), DropReason.MALFORMED);
        assertDropped(tagged(Tag.CHAN_OR_ORG).setStateInfo(state("ch1").clearProperties()), DropReason.MALFORMED);
        assertDropped(tagged(Tag.CHAN_OR_ORG).setStateInfo(state("ch1").clearTimestamp()), DropReason.MALFORMED);
        assertDropped(tagged(Tag.CHAN_OR_ORG).setStateInfo(state("ch1").clearPkiId()), DropReason.MALFORMED);
        assertDropped(
                inChannel(Tag.CHAN_AND_ORG)
                        .setLeadershipMsg(LeadershipMessage.newBuilder().setPkiId(PKI_ID)),
                DropReason.MALFORMED);
        assertDropped(
                inChannel(Tag.CHAN_AND_ORG)
                        .setLeadershipMsg(LeadershipMessage.newBuilder().setTimestamp(PeerTime.getDefaultInstance())),
                DropReason.MALFORMED);
        assertDropped(
                inChannel(Tag.CHAN_ONLY).setPrivateData(PrivateDataMessage.getDefaultInstance()), DropReason.MALFORMED);
        assertDropped(
                inChannel(Tag.CHAN_ONLY)
                        .setPrivateRes(
                                RemotePvtDataResponse.newBuilder().addElements(PvtDataElement.getDefaultInstance())),
                DropReason.MALFORMED);
    }

    @Test
    void signedKindsNeedASignature() {
        assertThat(refusal(Frames.unsigned(tagged(Tag.EMPTY).setAliveMsg(alive())))
                        .reason())
                .isEqualTo(DropReason.UNSIGNED);
        assertThat(refusal(Frames.unsigned(tagged(Tag.CHAN_OR_ORG).setStateInfo(state("ch1"))))
                        .reason())
                .isEqualTo(DropReason.UNSIGNED);
    }

    @Test
    void channelsThatAreNotOursAreUnknown() {
        GossipMessage.Builder data =
                tagged(Tag.CHAN_AND_ORG).setDataMsg(DataMessage.newBuilder().setPayload(Payload.newBuilder()));
        assertDropped(data, DropReason.UNKNOWN_SCOPE);
        assertDropped(data.setChannel(ByteString.copyFromUtf8("ch2")), DropReason.UNKNOWN_SCOPE);
        assertDropped(tagged(Tag.CHAN_OR_ORG).setStateInfo(state("ch2")), DropReason.UNKNOWN_SCOPE);
        context.scopes.clear();
        assertDropped(tagged(Tag.CHAN_OR_ORG).setStateInfo(state("ch1")), DropReason.UNKNOWN_SCOPE);
    }

    @Test
    void c41_stateIsResolvedByTheAuthorsMacAndItsRequestByTheSenders() throws MalformedException {
        context.scopes.put("ch2", new Scope("ch2", Set.of()));
        Sealed state = endpoint.codec()
                .open(Frames.raw(tagged(Tag.CHAN_OR_ORG).setStateInfo(state("ch2")), SIGNATURE), Actor.FOREIGN.link());
        assertThat(endpoint.codec().read(state, Actor.FOREIGN.link()).topic()).isEqualTo(Topic.scope("ch2"));
        Bytes request = Frames.unsigned(tagged(Tag.CHAN_OR_ORG)
                .setStateInfoPullReq(StateInfoPullRequest.newBuilder()
                        .setChannelMAC(Wire.string(FabricIds.channelMac(Actor.P1.id(), "ch1")))));
        Sealed sealed = endpoint.codec().open(request, Actor.P1.link());
        assertThat(endpoint.codec().read(sealed, Actor.P1.link()).topic()).isEqualTo(Topic.scope("ch1"));
        LinkPeer nobody = LinkPeer.unknown("fabric", PeerAddress.of("h", 1));
        for (LinkPeer other : List.of(Actor.FOREIGN.link(), nobody)) {
            assertThat(catchThrowableOfType(
                                    MalformedException.class,
                                    () -> endpoint.codec().open(request, other))
                            .reason())
                    .isEqualTo(DropReason.UNKNOWN_SCOPE);
        }
    }

    @Test
    void c26_membershipRequestMustIntroduceItsSender() throws MalformedException {
        Bytes request = Frames.unsigned(tagged(Tag.EMPTY)
                .setMemReq(MembershipRequest.newBuilder()
                        .setSelfInformation(element(tagged(Tag.EMPTY).setAliveMsg(alive())))));
        assertThat(endpoint.codec().open(request, Actor.P1.link())).isNotNull();
        MalformedException refusal = catchThrowableOfType(
                MalformedException.class, () -> endpoint.codec().open(request, Actor.FOREIGN.link()));
        assertThat(refusal.reason()).isEqualTo(FabricDropReasons.FOREIGN_SELF);
    }

    @Test
    void c59_membershipRequestWithoutAnAliveMessageIsDropped() {
        assertDropped(
                tagged(Tag.EMPTY)
                        .setMemReq(MembershipRequest.newBuilder()
                                .setSelfInformation(element(tagged(Tag.EMPTY).setHello(hello())))),
                FabricDropReasons.WRONG_ELEMENT);
        assertDropped(
                tagged(Tag.EMPTY)
                        .setMemReq(MembershipRequest.newBuilder().setSelfInformation(Envelope.getDefaultInstance())),
                FabricDropReasons.UNKNOWN_CONTENT);
        assertDropped(
                tagged(Tag.EMPTY)
                        .setMemReq(MembershipRequest.newBuilder()
                                .setSelfInformation(Envelope.newBuilder().setPayload(ByteString.fromHex("ffffff")))),
                DropReason.MALFORMED);
    }

    private static GossipHello hello() {
        return GossipHello.newBuilder().setMsgType(PullMsgType.IDENTITY_MSG).build();
    }

    @Test
    void c59_badMembersAreLeftOutOfAResponseAndCounted() throws MalformedException {
        Envelope good = element(tagged(Tag.EMPTY).setAliveMsg(alive()));
        Bytes frame = Frames.unsigned(tagged(Tag.EMPTY)
                .setMemRes(org.hyperledger.fabric.protos.gossip.MembershipResponse.newBuilder()
                        .addAlive(element(tagged(Tag.EMPTY).setAliveMsg(alive().clearTimestamp())))
                        .addAlive(good)
                        .addDead(element(tagged(Tag.EMPTY).setHello(hello())))
                        .addDead(Envelope.newBuilder().setPayload(ByteString.fromHex("ff")))));
        MembershipResponse response = (MembershipResponse) read(frame).body();
        assertThat(response.alive()).hasSize(1);
        assertThat(response.dead()).isEmpty();
        assertThat(context.counts)
                .containsEntry("gossip.fabric.elements.dropped/endpoint/fabric/reason/malformed", 2L)
                .containsEntry("gossip.fabric.elements.dropped/endpoint/fabric/reason/wrong-element", 1L);
    }

    @Test
    void c59_snapshotEndsAtItsFirstBadElement() throws MalformedException {
        Bytes frame = Frames.unsigned(inChannel(Tag.CHAN_OR_ORG)
                .setStateSnapshot(StateInfoSnapshot.newBuilder()
                        .addElements(element(tagged(Tag.CHAN_OR_ORG).setStateInfo(state("ch1"))))
                        .addElements(element(tagged(Tag.CHAN_OR_ORG).setStateInfo(state("ch2"))))
                        .addElements(element(tagged(Tag.CHAN_OR_ORG).setStateInfo(state("ch1"))))));
        assertThat(((StateSnapshot) read(frame).body()).elements()).hasSize(1);
        assertThat(context.counts)
                .containsEntry("gossip.fabric.elements.dropped/endpoint/fabric/reason/unknown-scope", 1L);
    }

    @Test
    void c59_oneBadItemSpoilsAnUpdate() {
        Envelope good = Frames.wire(
                inChannel(Tag.CHAN_AND_ORG).setDataMsg(DataMessage.newBuilder().setPayload(Payload.newBuilder())),
                Bytes.empty());
        Envelope elsewhere = Frames.wire(
                tagged(Tag.CHAN_AND_ORG)
                        .setChannel(ByteString.copyFromUtf8("ch2"))
                        .setDataMsg(DataMessage.newBuilder().setPayload(Payload.newBuilder())),
                Bytes.empty());
        DataUpdate.Builder update =
                DataUpdate.newBuilder().setMsgType(PullMsgType.BLOCK_MSG).addData(good);
        assertDropped(
                inChannel(Tag.CHAN_AND_ORG).setDataUpdate(update.clone().addData(elsewhere)), DropReason.UNKNOWN_SCOPE);
        assertDropped(
                inChannel(Tag.CHAN_AND_ORG)
                        .setDataUpdate(
                                update.clone().addData(element(tagged(Tag.EMPTY).setAliveMsg(alive())))),
                FabricDropReasons.WRONG_ELEMENT);
        assertDropped(
                tagged(Tag.EMPTY)
                        .setDataUpdate(DataUpdate.newBuilder()
                                .setMsgType(PullMsgType.IDENTITY_MSG)
                                .addData(good)),
                FabricDropReasons.WRONG_ELEMENT);
    }

    @Test
    void endpointThatIsNoAddressIsAbsentButForwardedAsItCame() throws MalformedException {
        GossipMessage.Builder odd = tagged(Tag.EMPTY)
                .setAliveMsg(alive().setMembership(
                                Member.newBuilder().setPkiId(PKI_ID).setEndpoint("no address")));
        Bytes frame = Frames.raw(odd, SIGNATURE);
        Alive alive = (Alive) read(frame).body();
        assertThat(alive.external()).isEmpty();
        Sealed sealed = endpoint.codec().open(frame, Actor.P1.link());
        assertThat(Wire.bytes(Wire.envelope(sealed).toByteString())).isEqualTo(frame);
    }

    @Test
    void c23_unknownFieldsSurviveForwarding() throws MalformedException {
        Bytes payload = Bytes.concat(
                Wire.bytes(tagged(Tag.EMPTY).setAliveMsg(alive()).build().toByteString()), Bytes.fromHex("d201026162"));
        Envelope envelope = Envelope.newBuilder()
                .setPayload(Wire.string(payload))
                .setSignature(Wire.string(SIGNATURE))
                .build();
        Sealed sealed = endpoint.codec().open(Wire.bytes(envelope.toByteString()), Actor.P1.link());
        assertThat(sealed.content()).isEqualTo(payload);
    }

    @Test
    void messagesThatFabricCannotCarryAreRefusedWithTheRule() {
        assertThatThrownBy(() -> endpoint.codec().write(Message.of(Topic.NONE, new Fetch(List.of()))))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("does not carry the body fetch");
        assertThatThrownBy(() -> endpoint.codec().write(Message.of(Topic.NONE, new Hello("picture", 1))))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("'picture'");
        assertThatThrownBy(() -> endpoint.codec().write(Message.of(Topic.NONE, new StateSnapshotRequest())))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("demands a channel");
    }

    @Test
    void ownCertificateTravelsAsASerializedIdentity() throws MalformedException {
        Bytes pem = Actor.P0.own().local().identity().encoded();
        Alive bare = new Alive(
                Actor.P0.id(),
                Optional.empty(),
                Optional.empty(),
                new dev.gossip.api.body.LogicalTime(1, 1),
                Bytes.empty(),
                Optional.of(pem));
        Alive read = (Alive) read(Frames.frame(endpoint, Actor.P0, Message.of(Topic.NONE, bare)))
                .body();
        assertThat(read.identity()).contains(Actor.P0.own().serialized());
    }

    private Message read(Bytes frame) throws MalformedException {
        return endpoint.codec().read(endpoint.codec().open(frame, Actor.P1.link()), Actor.P1.link());
    }
}
