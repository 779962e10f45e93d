package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.gossip.crypto.EcdsaVerifier;
import dev.gossip.fabric.Capture.Said;
import dev.gossip.fabric.CapturedPeer.Fed;
import dev.gossip.fabric.CapturedPeer.Heard;
import dev.gossip.fabric.CapturedWorld.Node;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.Tag;
import org.hyperledger.fabric.protos.gossip.PullMsgType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Our node in the place of the captured one, with its identity and key, between the two real peers. What they said without
 * being asked reaches it byte for byte and in time, and each of their questions gets the answer that Fabric expects.
 * Greetings, answers, alive messages, states, leadership and blocks want no answer. The peers' TLS certificates were not
 * captured, so there is no TLS here and the hash in their greetings stays unchecked.
 */
class CapturedConversationTest {

    private static final Duration LENGTH = Duration.ofSeconds(21);
    private static final String CHANNEL = CapturedWorld.CHANNEL;

    private final CapturedWorld world = new CapturedWorld(18);
    private final Statements us = new Statements(CapturedWorld.captured());
    private final List<Said> greetings = Capture.read().stream()
            .filter(each -> !each.sent() && each.type().equals("Conn"))
            .toList();
    private final Set<Envelope> captured = Capture.read().stream()
            .filter(each -> !each.sent())
            .flatMap(each -> Stream.concat(Stream.of(each.envelope()), nested(each.message())))
            .collect(Collectors.toSet());

    private List<CapturedPeer> peers = List.of();

    @AfterEach
    void close() {
        world.close();
    }

    private static Stream<Envelope> nested(GossipMessage message) {
        return Stream.of(
                        message.getMemRes().getAliveList(),
                        message.getMemRes().getDeadList(),
                        message.getStateSnapshot().getElementsList(),
                        message.getDataUpdate().getDataList(),
                        List.of(message.getMemReq().getSelfInformation()))
                .flatMap(List::stream);
    }

    private Node converse(boolean blockPull) {
        List<CapturedPeer> first = CapturedPeer.listen(world, CapturedWorld.FIRST, greetings.get(0));
        List<CapturedPeer> second = CapturedPeer.listen(world, CapturedWorld.SECOND, greetings.get(1));
        Node node = world.start(
                CapturedWorld.captured(),
                List.of(CapturedWorld.FIRST, CapturedWorld.SECOND),
                2,
                blockPull,
                event -> {});
        world.time.advance(Duration.ofMillis(500));
        assertThat(first).hasSize(1);
        assertThat(second).hasSize(1);
        peers = List.of(first.get(0), second.get(0));
        peers.forEach(CapturedPeer::begin);
        world.time.advance(LENGTH);
        return node;
    }

    @Test
    void everyQuestionOfTheRealPeersGetsTheAnswerThatFabricExpects() {
        Node node = converse(true);

        for (CapturedPeer peer : peers) {
            assertThat(peer.line.isOpen()).isTrue();
            assertGreeted(peer);
            assertIntroduced(peer);
            assertMembersAnswered(peer);
            assertIdentitiesHandedOver(peer);
            assertBlocksOffered(peer);
            assertSnapshotsAnswered(peer);
            assertAcknowledged(peer);
            assertSaidOnce(peer);
        }
        assertThat(peers.stream().flatMap(peer -> peer.fed.stream())).hasSize(81);
        assertThat(world.privateData.pending().find(pushed().getTxId())).hasSize(1);
        assertThat(node.channel().height()).isEqualTo(6);
        assertThat(node.channel().members()).hasSize(2);
        assertThat(node.peer().members().alive()).hasSize(2);
        assertThat(node.node().describe().drops().keySet())
                .as("what came twice, leadership, and a question for blocks before the asker was known in the channel")
                .isSubsetOf("duplicate", "superseded", "election-off", "not-served");
    }

    @Test
    void c53_withoutPullTheMissingBlocksAreAskedForAsARange() {
        Node node = converse(false);

        List<GossipMessage> asked = peers.stream()
                .flatMap(peer -> peer.heard(GossipMessage::hasStateRequest).stream())
                .map(Heard::message)
                .toList();
        assertThat(asked).isNotEmpty().allSatisfy(request -> {
            assertThat(request.getTag()).isEqualTo(Tag.CHAN_OR_ORG);
            assertThat(request.getChannel().toStringUtf8()).isEqualTo(CHANNEL);
            assertThat(request.getNonce()).isNotZero();
            assertThat(request.getStateRequest().getStartSeqNum()).isEqualTo(2);
        });
        assertThat(node.channel().height()).isEqualTo(6);
        assertThat(peers).allMatch(peer -> peer.line.isOpen());
    }

    private org.hyperledger.fabric.protos.gossip.PrivatePayload pushed() {
        return Capture.read().stream()
                .filter(each -> each.type().equals("PrivateData"))
                .map(each -> each.message().getPrivateData().getPayload())
                .findFirst()
                .orElseThrow();
    }

    private void assertOurs(Envelope envelope) {
        assertThat(new EcdsaVerifier()
                        .verify(
                                us.identity().identity().publicKey(),
                                Statements.bytes(envelope.getPayload()),
                                Statements.bytes(envelope.getSignature()))
                        .isValid())
                .isTrue();
    }

    private void assertGreeted(CapturedPeer peer) {
        Heard greeting = peer.heard.get(0);
        assertThat(peer.heard(GossipMessage::hasConn)).containsExactly(greeting);
        assertThat(greeting.message().getTag()).isEqualTo(Tag.EMPTY);
        assertThat(greeting.message().getNonce()).isZero();
        assertThat(greeting.message().getConn().getPkiId()).isEqualTo(us.pkiId());
        assertOurs(greeting.envelope());
        GossipMessage before = Capture.read().get(0).message();
        assertThat(before.getConn().getPkiId()).isEqualTo(us.pkiId());
        assertThat(greeting.message().getConn().getIdentity())
                .isEqualTo(before.getConn().getIdentity());
    }

    private void assertIntroduced(CapturedPeer peer) {
        Heard first = peer.heard(GossipMessage::hasMemReq).get(0);
        assertThat(first.message().getNonce()).isNotZero();
        assertThat(first.message().getTag()).isEqualTo(Tag.EMPTY);
        assertThat(first.envelope().getSignature().isEmpty()).isTrue();
        Envelope self = first.message().getMemReq().getSelfInformation();
        assertOurs(self);
        assertThat(self.hasSecretEnvelope()).isTrue();
        assertThat(ScriptedPeer.content(self).getAliveMsg().getMembership().getPkiId())
                .isEqualTo(us.pkiId());
    }

    /** The answers to {@code questions}, each given at once. */
    private static List<GossipMessage> answers(CapturedPeer peer, List<Fed> questions, Predicate<GossipMessage> kind) {
        List<Heard> answers = peer.heard(kind);
        return questions.stream()
                .map(question -> answers.stream()
                        .filter(answer ->
                                answer.millis() >= question.millis() && answer.millis() < question.millis() + 50)
                        .findFirst()
                        .map(Heard::message)
                        .orElseThrow(() -> new AssertionError(
                                "no answer at " + question.millis() + " ms to " + question.message())))
                .toList();
    }

    private void assertMembersAnswered(CapturedPeer peer) {
        List<Fed> questions = peer.fed(GossipMessage::hasMemReq);
        assertThat(questions).hasSize(5);
        List<GossipMessage> answers = answers(peer, questions, GossipMessage::hasMemRes);
        for (int i = 0; i < answers.size(); i++) {
            GossipMessage answer = answers.get(i);
            assertThat(answer.getNonce()).isEqualTo(questions.get(i).message().getNonce());
            assertThat(answer.getTag()).isEqualTo(Tag.EMPTY);
            List<Envelope> alive = answer.getMemRes().getAliveList();
            assertThat(alive).hasSize(3);
            assertOurs(alive.get(2));
            assertThat(captured).as("their own words").containsAll(alive.subList(0, 2));
            assertThat(answer.getMemRes().getDeadList()).isEmpty();
        }
    }

    private void assertIdentitiesHandedOver(CapturedPeer peer) {
        List<Fed> hellos = peer.fed(message -> message.hasHello() && isIdentity(message));
        assertThat(hellos).hasSize(5);
        List<GossipMessage> digests = answers(peer, hellos, message -> message.hasDataDig() && isIdentity(message));
        for (int i = 0; i < digests.size(); i++) {
            assertThat(digests.get(i).getTag()).isEqualTo(Tag.EMPTY);
            assertThat(digests.get(i).getDataDig().getNonce())
                    .isEqualTo(hellos.get(i).message().getHello().getNonce());
            assertThat(digests.get(i).getDataDig().getDigestsList()).contains(us.pkiId());
        }
        List<Fed> requests = peer.fed(GossipMessage::hasDataReq);
        assertThat(requests).hasSize(1);
        GossipMessage update = answers(peer, requests, message -> message.hasDataUpdate() && isIdentity(message))
                .get(0);
        assertThat(update.getDataUpdate().getNonce())
                .isEqualTo(requests.get(0).message().getDataReq().getNonce());
        assertThat(update.getDataUpdate().getDataList())
                .singleElement()
                .satisfies(this::assertOurs)
                .satisfies(item -> assertThat(
                                ScriptedPeer.content(item).getPeerIdentity().getPkiId())
                        .isEqualTo(us.pkiId()));
    }

    private static boolean isIdentity(GossipMessage message) {
        return CapturedPeer.isAbout(message, PullMsgType.IDENTITY_MSG);
    }

    /** Until we hold blocks that were gossiped there is nothing to offer, and silence is the answer. */
    private void assertBlocksOffered(CapturedPeer peer) {
        List<Fed> hellos = peer.fed(message -> message.hasHello() && !isIdentity(message));
        assertThat(hellos).hasSize(5);
        List<Fed> late = hellos.stream().filter(each -> each.millis() > 11_000).toList();
        assertThat(late).hasSize(2);
        List<GossipMessage> digests = answers(peer, late, message -> message.hasDataDig() && !isIdentity(message));
        for (int i = 0; i < digests.size(); i++) {
            assertThat(digests.get(i).getTag()).isEqualTo(Tag.CHAN_AND_ORG);
            assertThat(digests.get(i).getChannel().toStringUtf8()).isEqualTo(CHANNEL);
            assertThat(digests.get(i).getDataDig().getNonce())
                    .isEqualTo(late.get(i).message().getHello().getNonce());
            assertThat(digests.get(i).getDataDig().getDigestsList())
                    .extracting(ByteString::toStringUtf8)
                    .containsExactlyInAnyOrder("2", "3", "4", "5");
        }
    }

    /** The first question comes before anybody, we ourselves included, has said anything about the channel. */
    private void assertSnapshotsAnswered(CapturedPeer peer) {
        List<Fed> all = peer.fed(GossipMessage::hasStateInfoPullReq);
        assertThat(all).hasSize(5);
        List<Fed> questions = all.subList(1, 5);
        for (GossipMessage answer : answers(peer, questions, GossipMessage::hasStateSnapshot)) {
            assertThat(answer.getTag()).isEqualTo(Tag.CHAN_OR_ORG);
            assertThat(answer.getNonce()).isZero();
            assertThat(answer.getChannel().toStringUtf8()).isEqualTo(CHANNEL);
            for (Envelope element : answer.getStateSnapshot().getElementsList()) {
                if (ScriptedPeer.content(element).getStateInfo().getPkiId().equals(us.pkiId())) {
                    assertOurs(element);
                } else {
                    assertThat(captured).contains(element);
                }
            }
        }
        assertThat(peer.heard(GossipMessage::hasStateInfoPullReq))
                .isNotEmpty()
                .allSatisfy(asked -> assertThat(
                                asked.message().getStateInfoPullReq().getChannelMAC())
                        .isEqualTo(us.mac(CHANNEL)));
    }

    private void assertAcknowledged(CapturedPeer peer) {
        List<Fed> pushes = peer.fed(GossipMessage::hasPrivateData);
        List<GossipMessage> acks = answers(peer, pushes, GossipMessage::hasAck);
        assertThat(peer.heard(GossipMessage::hasAck)).hasSameSizeAs(pushes);
        for (int i = 0; i < pushes.size(); i++) {
            assertThat(acks.get(i).getNonce())
                    .isEqualTo(pushes.get(i).message().getNonce())
                    .isNotZero();
            assertThat(acks.get(i).getTag()).isEqualTo(Tag.UNDEFINED);
            assertThat(acks.get(i).getChannel().isEmpty()).isTrue();
            assertThat(acks.get(i).getAck().getError()).isEmpty();
        }
    }

    /** What others said is passed on in their own bytes; what we say we sign. */
    private void assertSaidOnce(CapturedPeer peer) {
        for (Heard said : peer.heard(message -> message.hasAliveMsg() || message.hasStateInfo())) {
            ByteString author = said.message().hasAliveMsg()
                    ? said.message().getAliveMsg().getMembership().getPkiId()
                    : said.message().getStateInfo().getPkiId();
            if (author.equals(us.pkiId())) {
                assertOurs(said.envelope());
            } else {
                assertThat(captured).contains(said.envelope());
            }
            if (said.message().hasStateInfo() && author.equals(us.pkiId())) {
                assertThat(said.message().getTag()).isEqualTo(Tag.CHAN_OR_ORG);
                assertThat(said.message().getStateInfo().getChannelMAC()).isEqualTo(us.mac(CHANNEL));
            }
        }
        assertThat(peer.heard(GossipMessage::hasDataMsg))
                .allSatisfy(block -> assertThat(captured).contains(block.envelope()));
        assertThat(peer.heard(GossipMessage::hasLeadershipMsg)).isEmpty();
    }
}
