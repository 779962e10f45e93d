package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Message;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.fabric.ScriptedPeer.Line;
import dev.gossip.fabric.codec.PrivateData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.Tag;
import org.junit.jupiter.api.Test;

/** What a node takes, passes on, and to whom, as the peers around it see it. */
class SpreadingWireTest extends ScriptedScenario {

    private static final long INCARNATION = 5;

    private final ScriptedPeer sender = peer(1, 1);
    private final ScriptedPeer colleague = peer(1, 2);
    private final ScriptedPeer foreigner = peer(2, 0);
    private final ScriptedPeer distant = peer(1, 3).listen(PeerAddress.of("peer3", 1));
    private final Statements author = distant.says;

    @Test
    void c14_aPeerThatDoesNotReadCostsNobodyElseAndIsCounted() {
        Line stalled = member(sender, "peer1:1");
        Line reading = member(colleague, "peer2:1");
        stalled.pause();
        Bytes megabyte = Bytes.wrap(new byte[1 << 20]);
        List<CompletionStage<SendResult>> offers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            PrivateData push = new PrivateData("cc", "col", "tx" + i, megabyte, 1, Optional.empty());
            offers.add(node.node().send("fabric", sender.says.id(), Message.of(Topic.scope(CHANNEL), push)));
            network.advance(Duration.ofMillis(1));
        }
        List<SendResult> results = offers.stream()
                .map(CompletionStage::toCompletableFuture)
                .peek(each -> assertThat(each).isDone())
                .map(CompletableFuture::join)
                .toList();
        assertThat(results.subList(0, 3)).containsOnly(SendResult.ACCEPTED);
        assertThat(results.subList(6, 40)).containsOnly(SendResult.CONGESTED);
        assertThat(node.drops("congested")).isGreaterThanOrEqualTo(34);
        assertServed(reading, colleague, 2);

        stalled.resume();
        network.advance(MOMENT);
        assertThat(stalled.heard(GossipMessage::hasPrivateData)).hasSizeBetween(3, 6);
        assertServed(stalled, sender, 2);
    }

    @Test
    void c18_signedStatementsWithAFlippedBitAreDroppedAndNotPassedOn() {
        Line line = member(sender, "peer1:1");
        Line other = member(colleague, "peer2:1");
        line.send(sender.says.state(CHANNEL, 1, 1));
        line.send(colleague.says.state(CHANNEL, 1, 1));
        network.advance(Duration.ofSeconds(1));
        int before = other.heard.size();
        List<Envelope> forged = List.of(
                Statements.flipped(author.alive("peer3:1", INCARNATION, 1)),
                Statements.flipped(sender.says.state(CHANNEL, 2, 9)),
                Statements.flipped(sender.says.signed(sender.says.leadership(CHANNEL, 1))));
        for (int i = 0; i < forged.size(); i++) {
            line.send(forged.get(i));
            network.advance(MOMENT);
            assertThat(node.drops("bad-signature")).as("statement " + i).isEqualTo(i + 1);
        }
        assertThat(other.heard.subList(before, other.heard.size())).doesNotContainAnyElementsOf(forged);
        assertThat(node.peer().members().alive()).hasSize(2);
        assertThat(node.channel().members()).hasSize(2);
        assertThat(line.isOpen()).isTrue();
    }

    @Test
    void c20_anInternalEndpointThatAnotherNodeSignedSpoilsTheStatement() {
        Line line = member(sender, "peer1:1");
        line.send(author.alive("peer3:1", "peer3:1", INCARNATION, 1, sender.says));
        network.advance(MOMENT);
        assertThat(node.drops("bad-signature")).isEqualTo(1);
        assertThat(node.peer().members().alive()).hasSize(1);
        line.send(author.alive("peer3:1", "peer3:1", INCARNATION, 1, author));
        network.advance(MOMENT);
        assertThat(node.peer().members().alive()).hasSize(2);
    }

    @Test
    void c21_c23_newsIsPassedOnOnceByteForByteAndNeverBack() {
        Line line = member(sender, "peer1:1");
        Line other = member(colleague, "peer2:1");
        Envelope first = author.alive("peer3:1", "peer3:1", INCARNATION, 7, author);
        line.send(first);
        line.send(first);
        network.advance(MOMENT);
        line.send(author.alive("peer3:1", INCARNATION, 6));
        line.send(author.alive("peer3:1", INCARNATION - 1, 100));
        network.advance(MOMENT);
        assertThat(ofAuthor(other)).containsExactly(first);

        Envelope newer = author.alive("peer3:1", INCARNATION, 8);
        line.send(newer);
        other.send(newer);
        network.advance(MOMENT);
        assertThat(ofAuthor(other))
                .as("the other sent it at the same time")
                .startsWith(first)
                .hasSizeBetween(1, 2);
        assertThat(ofAuthor(line)).isEmpty();
    }

    @Test
    void c22_aStatementAboutTheNodeItselfIsNeitherKeptNorPassedOn() {
        Line line = member(sender, "peer1:1");
        Line other = member(colleague, "peer2:1");
        Statements self = new Statements(TestNetwork.identity(1, 0));
        Envelope about = self.alive("elsewhere:1", Long.MAX_VALUE / 2, 1);
        line.send(about);
        network.advance(MOMENT);
        assertThat(other.heard).doesNotContain(about);
        assertThat(node.peer().members().alive()).hasSize(2);
        assertThat(node.peer().members().dead()).isEmpty();
    }

    @Test
    void c23_atMostThreePeersAreTold() {
        Line line = member(sender, "peer1:1");
        List<Line> others = new ArrayList<>();
        for (int index = 2; index <= 5; index++) {
            if (index != 3) {
                others.add(member(peer(1, index), "peer" + index + ":1"));
            }
        }
        others.add(member(foreigner, "peer0.org2:1"));
        others.add(member(peer(2, 1), "peer1.org2:1"));
        for (int sequence = 1; sequence <= 20; sequence++) {
            Envelope news = author.alive("peer3:1", INCARNATION, sequence);
            line.send(news);
            network.advance(MOMENT);
            List<Line> told = new ArrayList<>(others);
            told.addAll(distant.accepted);
            told.removeIf(each -> !each.heard.contains(news));
            assertThat(told).as("told of " + sequence).hasSize(3);
            assertThat(line.heard).doesNotContain(news);
        }
    }

    @Test
    void c24_theInternalEndpointIsSeenInsideTheOrganisationOnly() {
        Line line = member(sender, "peer1:1");
        Line inside = member(colleague, "peer2:1");
        Line outside = member(foreigner, "peer0.org2:1");
        Envelope news = author.alive("peer3:1", "peer3:1", INCARNATION, 1, author);
        line.send(news);
        network.advance(MOMENT);
        assertThat(ofAuthor(inside)).containsExactly(news);
        assertThat(ofAuthor(outside))
                .containsExactly(news.toBuilder().clearSecretEnvelope().build());
        assertThat(outside.heard).noneMatch(Envelope::hasSecretEnvelope);
    }

    @Test
    void c25_whatAForeignNodeSaysReachesOnlyThoseThatCanBeReachedFromOutside() {
        Line line = member(sender, "peer1:1");
        Line reachable = member(colleague, "peer2:1");
        Line hidden = member(peer(1, TestNetwork.HIDDEN), "");
        Line theirs = member(foreigner, "peer0.org2:1");
        Envelope news = peer(2, 1).says.alive("peer1.org2:1", INCARNATION, 1);
        line.send(news);
        network.advance(MOMENT);
        assertThat(reachable.heard).contains(news);
        assertThat(theirs.heard).contains(news);
        assertThat(hidden.heard).doesNotContain(news);
    }

    @Test
    void c26_aRequestThatIntroducesSomebodyElseIsIgnored() {
        Line line = member(sender, "peer1:1");
        line.say(Statements.memReq(colleague.says.alive("peer2:1", 1, 1), 5));
        network.advance(MOMENT);
        assertThat(line.heard(GossipMessage::hasMemRes)).isEmpty();
        assertThat(node.drops("foreign-self")).isEqualTo(1);
        assertThat(isAlive(colleague)).isFalse();
    }

    @Test
    void c27_theAnswerHasTheNonceOurOwnStatementLastAndTheDead() {
        Line line = member(sender, "peer1:1");
        Line dying = member(colleague, "peer2:1");
        dying.close();
        for (int second = 0; second < 30; second++) {
            network.advance(Duration.ofSeconds(1));
            line.send(sender.says.alive("peer1:1", 1, 2 + second));
        }
        assertThat(isDead(colleague)).isTrue();
        line.say(Statements.memReq(sender.says.alive("peer1:1", 1, 100), 0xfeed_beef_dead_beefL));
        network.advance(MOMENT);
        GossipMessage answer = line.heard(GossipMessage::hasMemRes)
                .get(line.heard(GossipMessage::hasMemRes).size() - 1);
        assertThat(answer.getNonce()).isEqualTo(0xfeed_beef_dead_beefL);
        assertThat(answer.getTag()).isEqualTo(Tag.EMPTY);
        List<Envelope> alive = answer.getMemRes().getAliveList();
        assertThat(pkiIdOf(alive.get(alive.size() - 1))).isEqualTo(node.id().value());
        assertThat(answer.getMemRes().getDeadList()).hasSize(1);
        assertThat(pkiIdOf(answer.getMemRes().getDead(0)))
                .isEqualTo(colleague.says.id().value());
    }

    @Test
    void c28_membersThatAreInternalOnlyAreNotDisclosedToOtherOrganisations() {
        member(sender, "");
        member(colleague, "peer2:1");
        Line reachable = foreigner.greet(address);
        Line hidden = peer(2, 1).greet(address);
        network.advance(MOMENT);
        reachable.say(Statements.memReq(foreigner.says.alive("peer0.org2:1", 1, 1), 1));
        hidden.say(Statements.memReq(peer(2, 1).says.alive("", 1, 1), 1));
        network.advance(MOMENT);
        List<Envelope> alive =
                reachable.heard(GossipMessage::hasMemRes).get(0).getMemRes().getAliveList();
        assertThat(alive.stream().map(SpreadingWireTest::pkiIdOf))
                .contains(colleague.says.id().value(), node.id().value())
                .doesNotContain(sender.says.id().value());
        assertThat(alive).noneMatch(Envelope::hasSecretEnvelope);
        assertThat(hidden.heard(GossipMessage::hasMemRes)).isEmpty();
        assertThat(hidden.isOpen()).isFalse();
    }

    @Test
    void c29_c30_theSilentAreDeadInTimeAndRiseByANewerWordOnly() {
        Line line = member(sender, "peer1:1");
        colleague.listen(PeerAddress.of("peer2", 1));
        Line silent = member(colleague, "peer2:1");
        for (int second = 0; second < 25; second++) {
            assertThat(isAlive(colleague)).as("second " + second).isTrue();
            line.send(sender.says.alive("peer1:1", 1, 2 + second));
            network.advance(Duration.ofSeconds(1));
        }
        line.send(sender.says.alive("peer1:1", 1, 50));
        network.advance(Duration.ofMillis(2_500));
        assertThat(isDead(colleague)).isTrue();
        assertThat(silent.isOpen()).isFalse();
        assertThat(line.isOpen()).isTrue();

        line.send(colleague.says.alive("peer2:1", 1, 1));
        network.advance(MOMENT);
        assertThat(isDead(colleague)).isTrue();
        line.send(colleague.says.alive("peer2:1", 1, 2));
        network.advance(MOMENT);
        assertThat(isAlive(colleague)).isTrue();
    }

    private List<Envelope> ofAuthor(Line line) {
        return line.envelopes(GossipMessage::hasAliveMsg).stream()
                .filter(each -> pkiIdOf(each).equals(author.id().value()))
                .toList();
    }

    private static Bytes pkiIdOf(Envelope alive) {
        return Statements.bytes(
                ScriptedPeer.content(alive).getAliveMsg().getMembership().getPkiId());
    }
}
