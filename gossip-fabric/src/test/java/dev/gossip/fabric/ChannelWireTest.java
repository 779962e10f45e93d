package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.fabric.ScriptedPeer.Line;
import dev.gossip.fabric.block.OrdererSigners;
import java.time.Duration;
import java.util.List;
import org.hyperledger.fabric.protos.gossip.DataDigest;
import org.hyperledger.fabric.protos.gossip.DataMessage;
import org.hyperledger.fabric.protos.gossip.DataRequest;
import org.hyperledger.fabric.protos.gossip.DataUpdate;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipHello;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.Tag;
import org.hyperledger.fabric.protos.gossip.Payload;
import org.hyperledger.fabric.protos.gossip.PullMsgType;
import org.hyperledger.fabric.protos.gossip.RemoteStateRequest;
import org.hyperledger.fabric.protos.gossip.StateInfoPullRequest;
import org.hyperledger.fabric.protos.gossip.StateInfoSnapshot;
import org.junit.jupiter.api.Test;

/** Channels, identities and blocks as the peers of a node see them. */
class ChannelWireTest extends ScriptedScenario {

    private final ScriptedPeer colleague = peer(1, 1);
    private final ScriptedPeer foreigner = peer(2, 0);

    private List<NodeId> inChannel() {
        return node.channel().members().stream().map(Peer::id).toList();
    }

    @Test
    void c36_identitiesAreOfferedAndHandedOverInTime() {
        Line line = member(colleague, "peer1:1");
        line.say(Statements.tagged(Tag.EMPTY).setHello(hello(42, PullMsgType.IDENTITY_MSG)));
        network.advance(MOMENT);
        DataDigest digest = line.heard(GossipMessage::hasDataDig).get(0).getDataDig();
        assertThat(digest.getNonce()).isEqualTo(42);
        ByteString own = Statements.string(node.id().value());
        assertThat(digest.getDigestsList()).contains(own);

        line.say(request(43, own));
        network.advance(MOMENT);
        assertThat(line.heard(GossipMessage::hasDataUpdate)).as("another nonce").isEmpty();
        network.advance(Duration.ofMillis(1_200));
        line.say(request(42, own));
        network.advance(MOMENT);
        GossipMessage update = line.heard(GossipMessage::hasDataUpdate).get(0);
        assertThat(update.getTag()).isEqualTo(Tag.EMPTY);
        assertThat(update.getDataUpdate().getNonce()).isEqualTo(42);
        Envelope item = update.getDataUpdate().getData(0);
        assertThat(ScriptedPeer.content(item).getPeerIdentity().getPkiId()).isEqualTo(own);
        assertThat(item.getSignature().isEmpty()).isFalse();
        network.advance(Duration.ofSeconds(2));
        line.say(request(42, own));
        network.advance(MOMENT);
        assertThat(line.heard(GossipMessage::hasDataUpdate)).as("too late").hasSize(1);
    }

    private static GossipHello hello(long nonce, PullMsgType type) {
        return GossipHello.newBuilder().setNonce(nonce).setMsgType(type).build();
    }

    private static GossipMessage.Builder request(long nonce, ByteString id) {
        return Statements.tagged(Tag.EMPTY)
                .setDataReq(
                        DataRequest.newBuilder().setNonce(nonce).addDigests(id).setMsgType(PullMsgType.IDENTITY_MSG));
    }

    /** The good identity is the one that the first update brought beside a bad one. */
    @Test
    void c37_anIdentityUpdateWithOneBadElementTeachesNothing() {
        Statements good = peer(1, 2).says;
        Statements bad = peer(1, 3).says;
        Line line = member(colleague, "peer1:1");
        offer(line, List.of(good.signed(good.peerIdentity()), forged(bad)));
        line.send(good.state(CHANNEL, 1, 1));
        network.advance(MOMENT);
        assertThat(node.drops("bad-signature")).isEqualTo(1);
        assertThat(node.drops("unknown-signer")).isEqualTo(1);

        offer(line, List.of(good.signed(good.peerIdentity())));
        line.send(good.state(CHANNEL, 1, 1));
        network.advance(MOMENT);
        assertThat(node.drops("unknown-signer")).isEqualTo(1);
    }

    /** Signed by somebody else. */
    private Envelope forged(Statements subject) {
        GossipMessage.Builder message = subject.peerIdentity();
        return subject.signed(message).toBuilder()
                .setSignature(colleague.says.sign(message.build().toByteString()))
                .build();
    }

    /** Answers the node's next hello with these. */
    private void offer(Line line, List<Envelope> items) {
        line.onEnvelope = envelope -> {
            GossipMessage message = ScriptedPeer.content(envelope);
            if (message.hasHello() && message.getHello().getMsgType() == PullMsgType.IDENTITY_MSG) {
                DataDigest.Builder digest = DataDigest.newBuilder()
                        .setNonce(message.getHello().getNonce())
                        .setMsgType(PullMsgType.IDENTITY_MSG);
                items.forEach(item -> digest.addDigests(
                        ScriptedPeer.content(item).getPeerIdentity().getPkiId()));
                line.say(Statements.tagged(Tag.EMPTY).setDataDig(digest));
            } else if (message.hasDataReq()) {
                line.say(Statements.tagged(Tag.EMPTY)
                        .setDataUpdate(DataUpdate.newBuilder()
                                .setNonce(message.getDataReq().getNonce())
                                .setMsgType(PullMsgType.IDENTITY_MSG)
                                .addAllData(items)));
                line.onEnvelope = ignored -> {};
            }
        };
        network.advance(Duration.ofSeconds(8));
    }

    @Test
    void c38_blocksAreOfferedToTheEligibleOfOurOrganisationAlone() {
        network.advanceUntil(() -> false, Duration.ofSeconds(1));
        node.channel().submit(TestNetwork.BLOCKS.get(0));
        network.advance(MOMENT);
        Line eligible = member(colleague, "peer1:1");
        eligible.send(colleague.says.state(CHANNEL, 1, 1));
        Line stateless = member(peer(1, 2), "peer2:1");
        Line outside = member(foreigner, "peer0.org2:1");
        outside.send(foreigner.says.state(CHANNEL, 1, 1));
        network.advance(MOMENT);
        for (Line line : List.of(eligible, stateless, outside)) {
            line.say(Statements.inChannel(Tag.CHAN_AND_ORG, CHANNEL).setHello(hello(9, PullMsgType.BLOCK_MSG)));
        }
        network.advance(MOMENT);
        assertThat(blockDigests(eligible))
                .singleElement()
                .satisfies(digest ->
                        assertThat(digest.getDataDig().getDigestsList()).containsExactly(ByteString.copyFromUtf8("0")))
                .satisfies(digest -> assertThat(digest.getTag()).isEqualTo(Tag.CHAN_AND_ORG));
        assertThat(blockDigests(stateless)).isEmpty();
        assertThat(blockDigests(outside)).isEmpty();
    }

    private static List<GossipMessage> blockDigests(Line line) {
        return line.heard(
                message -> message.hasDataDig() && message.getDataDig().getMsgType() == PullMsgType.BLOCK_MSG);
    }

    @Test
    void c41_c42_snapshotsAreForThoseThatProveTheChannelAndHideWhoIsInternalOnly() {
        Line line = member(colleague, "peer1:1");
        ScriptedPeer hidden = peer(1, TestNetwork.HIDDEN);
        Line internal = member(hidden, "");
        Line outside = member(foreigner, "peer0.org2:1");
        List<Envelope> states = List.of(colleague.says.state(CHANNEL, 1, 1), hidden.says.state(CHANNEL, 1, 1));
        line.send(states.get(0));
        internal.send(states.get(1));
        network.advance(MOMENT);

        line.say(pull(hidden.says.mac(CHANNEL)));
        line.say(pull(colleague.says.mac("ch2")));
        network.advance(MOMENT);
        assertThat(line.heard(GossipMessage::hasStateSnapshot)).isEmpty();
        assertThat(node.drops("unknown-scope")).isEqualTo(2);

        line.say(pull(colleague.says.mac(CHANNEL)));
        outside.say(pull(foreigner.says.mac(CHANNEL)));
        network.advance(MOMENT);
        assertThat(snapshot(line)).containsAll(states);
        assertThat(snapshot(outside)).contains(states.get(0)).doesNotContain(states.get(1));
        assertThat(line.heard(GossipMessage::hasStateSnapshot).get(0).getTag()).isEqualTo(Tag.CHAN_OR_ORG);
        assertThat(line.heard(GossipMessage::hasStateSnapshot)
                        .get(0)
                        .getChannel()
                        .toStringUtf8())
                .isEqualTo(CHANNEL);
    }

    private static GossipMessage.Builder pull(ByteString mac) {
        return Statements.tagged(Tag.CHAN_OR_ORG)
                .setStateInfoPullReq(StateInfoPullRequest.newBuilder().setChannelMAC(mac));
    }

    private static List<Envelope> snapshot(Line line) {
        return line.heard(GossipMessage::hasStateSnapshot)
                .get(0)
                .getStateSnapshot()
                .getElementsList();
    }

    @Test
    void c43_aStateWithAWrongMacIsNotBelievedWhoeverBringsIt() {
        Line line = member(colleague, "peer1:1");
        Line other = member(peer(1, 2), "peer2:1");
        GossipMessage.Builder wrong = colleague.says.stateBody(CHANNEL, 1, 9);
        wrong.getStateInfoBuilder().setChannelMAC(peer(1, 2).says.mac(CHANNEL));
        Envelope signed = colleague.says.signed(wrong);
        line.send(signed);
        other.say(Statements.inChannel(Tag.CHAN_OR_ORG, CHANNEL)
                .setStateSnapshot(StateInfoSnapshot.newBuilder().addElements(signed)));
        network.advance(MOMENT);
        assertThat(node.drops("unknown-scope")).isPositive();
        assertThat(inChannel()).isEmpty();
        assertThat(other.heard).doesNotContain(signed);

        line.send(colleague.says.state(CHANNEL, 1, 9));
        network.advance(MOMENT);
        assertThat(inChannel()).containsExactly(colleague.says.id());
    }

    @Test
    void c43_aStateOfAnOrganisationOutsideTheChannelIsNotBelievedWhoeverBringsIt() {
        FabricChannel closed = node.peer()
                .join(FabricChannelConfig.named("closed")
                        .organisations("Org1MSP")
                        .store(new InMemoryOrderedStore())
                        .orderers(OrdererSigners.certificates(
                                "OrdererMSP", List.of(Resources.certificate("orderer.pem"))))
                        .build());
        Line outside = member(foreigner, "peer0.org2:1");
        Line inside = member(colleague, "peer1:1");
        Envelope state = foreigner.says.state("closed", 1, 9);
        outside.send(state);
        inside.send(foreigner.says.state("closed", 2, 9));
        inside.say(Statements.inChannel(Tag.CHAN_OR_ORG, "closed")
                .setStateSnapshot(StateInfoSnapshot.newBuilder().addElements(state)));
        network.advance(MOMENT);
        assertThat(node.drops("not-participant")).isEqualTo(1);
        assertThat(node.drops("author-not-admitted")).isEqualTo(2);
        inside.send(colleague.says.state("closed", 1, 9));
        network.advance(MOMENT);
        assertThat(closed.members()).extracting(Peer::id).containsExactly(colleague.says.id());
    }

    @Test
    void c47_blocksThatAreWrongInAnyWayAreDroppedAndNotPassedOn() {
        Line line = member(colleague, "peer1:1");
        ScriptedPeer neighbour = peer(1, 2);
        Line other = member(neighbour, "peer2:1");
        other.send(neighbour.says.state(CHANNEL, 1, 1));
        line.send(colleague.says.state(CHANNEL, 1, 1));
        network.advance(MOMENT);
        Bytes real = TestNetwork.BLOCKS.get(0);
        byte[] broken = real.toByteArray();
        broken[broken.length / 2] ^= 1;
        line.say(block(CHANNEL, 1, real));
        line.say(block(CHANNEL, 0, Bytes.wrap(broken)));
        line.say(block(CHANNEL, 0, Bytes.utf8("no block")));
        line.say(block("ch2", 0, real));
        line.say(block(CHANNEL, 1, TestNetwork.BLOCKS.get(2)));
        network.advance(Duration.ofSeconds(1));
        assertThat(node.channel().height()).isZero();
        assertThat(node.drops("invalid-item")).isEqualTo(4);
        assertThat(node.drops("unknown-scope")).isEqualTo(1);
        assertThat(other.heard(GossipMessage::hasDataMsg)).isEmpty();
        assertThat(line.isOpen()).isTrue();
    }

    @Test
    void c48_aNewBlockReachesTheEligibleOfOurOrganisationOnce() {
        Line line = member(colleague, "peer1:1");
        ScriptedPeer neighbour = peer(1, 2);
        Line eligible = member(neighbour, "peer2:1");
        Line stateless = member(peer(1, 3), "peer3:1");
        Line outside = member(foreigner, "peer0.org2:1");
        eligible.send(neighbour.says.state(CHANNEL, 1, 1));
        outside.send(foreigner.says.state(CHANNEL, 1, 1));
        line.send(colleague.says.state(CHANNEL, 1, 1));
        network.advance(MOMENT);
        GossipMessage.Builder block = block(CHANNEL, 0, TestNetwork.BLOCKS.get(0));
        line.say(block);
        line.say(block);
        network.advance(MOMENT);
        outside.say(block);
        network.advance(Duration.ofSeconds(1));
        assertThat(eligible.envelopes(GossipMessage::hasDataMsg)).containsExactly(Statements.unsigned(block));
        assertThat(line.heard(GossipMessage::hasDataMsg)).isEmpty();
        assertThat(stateless.heard(GossipMessage::hasDataMsg)).isEmpty();
        assertThat(outside.heard(GossipMessage::hasDataMsg)).isEmpty();
        assertThat(node.committed()).hasSize(1);
    }

    private static GossipMessage.Builder block(String channel, long number, Bytes data) {
        return Statements.inChannel(Tag.CHAN_AND_ORG, channel)
                .setDataMsg(DataMessage.newBuilder()
                        .setPayload(Payload.newBuilder().setSeqNum(number).setData(Statements.string(data))));
    }

    @Test
    void c51_rangesOfElevenAreServedWithTheirNonceAndLongerOnesAreNot() {
        for (Bytes block : TestNetwork.BLOCKS) {
            node.channel().submit(block);
        }
        Line line = member(colleague, "peer1:1");
        line.say(range(0, 10, 77));
        line.say(range(0, 11, 78));
        line.say(range(5, 4, 79));
        network.advance(Duration.ofSeconds(1));
        assertThat(line.heard(GossipMessage::hasStateResponse))
                .singleElement()
                .satisfies(answer -> assertThat(answer.getNonce()).isEqualTo(77))
                .satisfies(answer -> assertThat(answer.getTag()).isEqualTo(Tag.CHAN_OR_ORG))
                .satisfies(answer -> assertThat(answer.getStateResponse().getPayloadsList())
                        .extracting(Payload::getSeqNum)
                        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L));
    }

    private static GossipMessage.Builder range(long first, long last, long nonce) {
        return Statements.inChannel(Tag.CHAN_OR_ORG, CHANNEL)
                .setNonce(nonce)
                .setStateRequest(
                        RemoteStateRequest.newBuilder().setStartSeqNum(first).setEndSeqNum(last));
    }

    /** Everything that waits is given up: timers, dials, pull rounds, requests and connections. */
    @Test
    void c60_aNodeThatStopsInTheMiddleOfEverythingLeavesNothingBehind() {
        ScriptedPeer silent = peer(1, 3).listen(TestNetwork.address(1, 3), line -> {});
        Line line = member(colleague, "peer1:1");
        line.send(colleague.says.state(CHANNEL, 1, 500));
        line.send(peer(1, 3).says.alive("peer3.org1:7051", 1, 1));
        assertThat(network.advanceUntil(
                        () -> !line.heard(GossipMessage::hasStateRequest).isEmpty(), Duration.ofSeconds(20)))
                .isTrue();
        assertThat(network.advanceUntil(
                        () -> !line.heard(GossipMessage::hasHello).isEmpty(), Duration.ofSeconds(8)))
                .isTrue();
        Line greeting = peer(1, 4).dial(address);
        network.advance(Duration.ofMillis(1));

        node.node().close();
        network.advance(Duration.ofSeconds(1));

        assertThat(line.isOpen()).isFalse();
        assertThat(greeting.isOpen()).isFalse();
        assertThat(silent.accepted).noneMatch(Line::isOpen);
        network.advance(Duration.ofSeconds(20));
        assertThat(network.runtime().virtualTime().pendingTasks()).isZero();
    }
}
