package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.gossip.fabric.ScriptedPeer.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.gossip.Acknowledgement;
import org.hyperledger.fabric.protos.gossip.AliveMessage;
import org.hyperledger.fabric.protos.gossip.DataMessage;
import org.hyperledger.fabric.protos.gossip.DataUpdate;
import org.hyperledger.fabric.protos.gossip.Empty;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipHello;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.Tag;
import org.hyperledger.fabric.protos.gossip.LeadershipMessage;
import org.hyperledger.fabric.protos.gossip.MembershipRequest;
import org.hyperledger.fabric.protos.gossip.MembershipResponse;
import org.hyperledger.fabric.protos.gossip.Payload;
import org.hyperledger.fabric.protos.gossip.PeerIdentity;
import org.hyperledger.fabric.protos.gossip.PrivateDataMessage;
import org.hyperledger.fabric.protos.gossip.PullMsgType;
import org.hyperledger.fabric.protos.gossip.PvtDataDigest;
import org.hyperledger.fabric.protos.gossip.PvtDataElement;
import org.hyperledger.fabric.protos.gossip.RemotePvtDataRequest;
import org.hyperledger.fabric.protos.gossip.RemotePvtDataResponse;
import org.hyperledger.fabric.protos.gossip.RemoteStateResponse;
import org.hyperledger.fabric.protos.gossip.StateInfo;
import org.hyperledger.fabric.protos.gossip.StateInfoSnapshot;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Messages of a connected member that are broken inside: each is dropped and counted, and the node goes on. */
class MalformedWireTest {

    private static final String CHANNEL = TestNetwork.CHANNEL;
    private static final Statements SENDER = new Statements(TestNetwork.identity(1, 1));

    @TestFactory
    Stream<DynamicTest> c59_brokenMessagesAreDroppedAndCounted() {
        return messages().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> assertHarmless(each.getValue())));
    }

    private static void assertHarmless(Envelope broken) {
        Scenario scenario = new Scenario();
        try {
            Line line = scenario.member(scenario.peer(1, 1), "peer1:1");
            Line other = scenario.member(scenario.peer(1, 2), "peer2:1");
            line.send(SENDER.state(CHANNEL, 1, 1));
            scenario.network.advance(ScriptedScenario.MOMENT);
            long before = drops(scenario);
            line.send(broken);
            scenario.network.advance(ScriptedScenario.MOMENT);
            assertThat(drops(scenario)).as("counted").isGreaterThan(before);
            assertThat(scenario.node.drops("handler-failed")).isZero();
            assertThat(other.heard).doesNotContain(broken);
            assertThat(scenario.node.peer().members().alive()).hasSize(2);
            assertThat(scenario.node.channel().members()).hasSize(1);
            assertThat(line.isOpen()).isTrue();
            scenario.assertServed(line, scenario.peer(1, 1), 2);
        } finally {
            scenario.close();
        }
    }

    /** Elements that are left out of a list are counted apart, so both kinds are summed up. */
    private static long drops(Scenario scenario) {
        return scenario.network.counts.of("gossip.drops")
                + scenario.network.counts.of("gossip.fabric.elements.dropped");
    }

    private static final class Scenario extends ScriptedScenario {}

    /** What a list of statements must not hold. */
    private static Map<String, Envelope> elements() {
        Map<String, Envelope> elements = new LinkedHashMap<>();
        elements.put("nothing", Envelope.getDefaultInstance());
        elements.put("garbage", envelope(ByteString.fromHex("0affffffff")));
        elements.put("no content", Statements.unsigned(Statements.tagged(Tag.EMPTY)));
        elements.put("hello", SENDER.signed(Statements.tagged(Tag.EMPTY).setHello(GossipHello.getDefaultInstance())));
        elements.put("empty", SENDER.signed(Statements.tagged(Tag.EMPTY).setEmpty(Empty.getDefaultInstance())));
        elements.put(
                "alive without all",
                SENDER.signed(Statements.tagged(Tag.EMPTY).setAliveMsg(AliveMessage.getDefaultInstance())));
        elements.put("alive without membership", SENDER.signed(alive().clearMembershipOf()));
        elements.put("alive without time", SENDER.signed(alive().clearTimeOf()));
        elements.put(
                "state without all",
                SENDER.signed(Statements.tagged(Tag.CHAN_OR_ORG).setStateInfo(StateInfo.getDefaultInstance())));
        elements.put("state without properties", SENDER.signed(state(true, false)));
        elements.put("state without time", SENDER.signed(state(false, true)));
        elements.put(
                "identity without all",
                SENDER.signed(Statements.tagged(Tag.EMPTY).setPeerIdentity(PeerIdentity.getDefaultInstance())));
        elements.put(
                "block without payload",
                Statements.unsigned(
                        Statements.inChannel(Tag.CHAN_AND_ORG, CHANNEL).setDataMsg(DataMessage.getDefaultInstance())));
        return elements;
    }

    private static AliveParts alive() {
        return new AliveParts(SENDER.aliveBody("peer1:1", 1, 99));
    }

    private record AliveParts(GossipMessage.Builder message) {
        GossipMessage.Builder clearMembershipOf() {
            message.getAliveMsgBuilder().clearMembership();
            return message;
        }

        GossipMessage.Builder clearTimeOf() {
            message.getAliveMsgBuilder().clearTimestamp();
            return message;
        }
    }

    private static GossipMessage.Builder state(boolean time, boolean properties) {
        GossipMessage.Builder message = SENDER.stateBody(CHANNEL, 99, 99);
        if (!time) {
            message.getStateInfoBuilder().clearTimestamp();
        }
        if (!properties) {
            message.getStateInfoBuilder().clearProperties();
        }
        return message;
    }

    private static Envelope envelope(ByteString payload) {
        return Envelope.newBuilder().setPayload(payload).build();
    }

    private static Map<String, Envelope> messages() {
        Map<String, Envelope> messages = new LinkedHashMap<>();
        elements().forEach((name, element) -> {
            carriers(element).forEach((carrier, message) -> messages.put(carrier + " of " + name, message));
            boolean top = !List.of("nothing", "garbage").contains(name);
            if (top) {
                messages.put(name, element);
            }
        });
        messages.put(
                "leadership without all",
                SENDER.signed(Statements.inChannel(Tag.CHAN_AND_ORG, CHANNEL)
                        .setLeadershipMsg(LeadershipMessage.getDefaultInstance())));
        messages.put(
                "request without introduction",
                Statements.unsigned(Statements.tagged(Tag.EMPTY).setMemReq(MembershipRequest.getDefaultInstance())));
        messages.put(
                "private data without payload",
                inChannel(Statements.inChannel(Tag.CHAN_ONLY, CHANNEL)
                        .setPrivateData(PrivateDataMessage.getDefaultInstance())));
        messages.put(
                "private request of nothing",
                inChannel(Statements.inChannel(Tag.CHAN_ONLY, CHANNEL)
                        .setPrivateReq(
                                RemotePvtDataRequest.newBuilder().addDigests(PvtDataDigest.getDefaultInstance()))));
        messages.put(
                "private response without digest",
                inChannel(Statements.inChannel(Tag.CHAN_ONLY, CHANNEL)
                        .setPrivateRes(
                                RemotePvtDataResponse.newBuilder().addElements(PvtDataElement.getDefaultInstance()))));
        messages.put(
                "state response with an empty payload",
                inChannel(Statements.inChannel(Tag.CHAN_OR_ORG, CHANNEL)
                        .setStateResponse(RemoteStateResponse.newBuilder().addPayloads(Payload.getDefaultInstance()))));
        messages.put(
                "ack of nothing",
                inChannel(GossipMessage.newBuilder().setNonce(1).setAck(Acknowledgement.getDefaultInstance())));
        return messages;
    }

    private static Envelope inChannel(GossipMessage.Builder message) {
        return Statements.unsigned(message);
    }

    /** Every message that repeats others' messages. */
    private static Map<String, Envelope> carriers(Envelope element) {
        Map<String, Envelope> carriers = new LinkedHashMap<>();
        carriers.put("request", Statements.unsigned(Statements.memReq(element, 0)));
        carriers.put(
                "living",
                Statements.unsigned(Statements.tagged(Tag.EMPTY)
                        .setMemRes(MembershipResponse.newBuilder().addAlive(element))));
        carriers.put(
                "dead",
                Statements.unsigned(Statements.tagged(Tag.EMPTY)
                        .setMemRes(MembershipResponse.newBuilder().addDead(element))));
        carriers.put(
                "snapshot",
                Statements.unsigned(Statements.inChannel(Tag.CHAN_OR_ORG, CHANNEL)
                        .setStateSnapshot(StateInfoSnapshot.newBuilder().addElements(element))));
        carriers.put(
                "identity update",
                Statements.unsigned(Statements.tagged(Tag.EMPTY)
                        .setDataUpdate(DataUpdate.newBuilder()
                                .setMsgType(PullMsgType.IDENTITY_MSG)
                                .addData(element))));
        carriers.put(
                "block update",
                Statements.unsigned(Statements.inChannel(Tag.CHAN_AND_ORG, CHANNEL)
                        .setDataUpdate(DataUpdate.newBuilder()
                                .setMsgType(PullMsgType.BLOCK_MSG)
                                .addData(element))));
        return carriers;
    }
}
