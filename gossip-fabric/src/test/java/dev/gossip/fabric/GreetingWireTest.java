package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.crypto.EcdsaVerifier;
import dev.gossip.fabric.ScriptedPeer.Line;
import dev.gossip.membership.MemberStatus;
import java.time.Duration;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.Tag;
import org.junit.jupiter.api.Test;

/** How connections begin, replace each other and end, as a peer on the other side sees it. */
class GreetingWireTest extends ScriptedScenario {

    private final ScriptedPeer peer = peer(1, 1);

    private void assertRefused(Line line, String reason) {
        network.advance(MOMENT);
        assertThat(line.isOpen()).isFalse();
        assertThat(node.drops(reason)).isEqualTo(1);
        assertThat(node.node().describe().endpoints().get(0).links()).isZero();
    }

    @Test
    void c03_theNodeGreetsAtOnceAndHangsUpOnTheSilent() {
        Line line = peer.dial(address);
        network.advance(Duration.ofMillis(1));
        Envelope greeting = line.heard.get(0);
        GossipMessage message = ScriptedPeer.content(greeting);
        assertThat(message.hasConn()).isTrue();
        assertThat(message.getTag()).isEqualTo(Tag.EMPTY);
        assertThat(message.getNonce()).isZero();
        assertThat(new EcdsaVerifier()
                        .verify(
                                TestNetwork.identity(1, 0).identity().publicKey(),
                                Statements.bytes(greeting.getPayload()),
                                Statements.bytes(greeting.getSignature()))
                        .isValid())
                .isTrue();
        network.advance(Duration.ofMillis(1_900));
        assertThat(line.isOpen()).isTrue();
        network.advance(Duration.ofMillis(200));
        assertThat(line.isOpen()).isFalse();
    }

    @Test
    void c06_c07_c08_wrongGreetingsEndTheConnection() {
        Line unsigned = peer.dial(address);
        network.advance(MOMENT);
        unsigned.say(peer.says.conn(false));
        assertRefused(unsigned, "bad-signature");
        Line elsewhere = peer.dial(address);
        network.advance(MOMENT);
        elsewhere.send(
                peer.says.signed(tweak(peer.says.conn(false), peer(1, 2).says.pkiId())));
        assertRefused(elsewhere, "pki-id-mismatch");
        Line early = peer.dial(address);
        network.advance(MOMENT);
        early.send(peer.says.alive("", 1, 1));
        assertRefused(early, "greeting-refused");
    }

    private static GossipMessage.Builder tweak(GossipMessage.Builder conn, ByteString pkiId) {
        conn.getConnBuilder().setPkiId(pkiId);
        return conn;
    }

    /** Were it learnt, a statement that brings no identity along could be verified. */
    @Test
    void c09_aGreetingWithABadSignatureTeachesNoIdentity() {
        Line forged = peer.dial(address);
        network.advance(MOMENT);
        ScriptedPeer other = peer(1, 2);
        GossipMessage.Builder conn = peer.says.conn(false);
        forged.send(Statements.unsigned(conn).toBuilder()
                .setSignature(other.says.sign(conn.build().toByteString()))
                .build());
        assertRefused(forged, "bad-signature");

        Line line = other.greet(address);
        network.advance(MOMENT);
        line.send(peer.says.state(CHANNEL, 1, 1));
        network.advance(MOMENT);
        assertThat(node.drops("unknown-signer")).isEqualTo(1);
        assertThat(line.isOpen()).isTrue();
    }

    @Test
    void c10_aProbeLeavesTheConnectionOfTheSamePeerAlone() {
        Line line = member(peer, "peer1:1");
        Line probe = peer.dial(address);
        network.advance(Duration.ofMillis(1));
        probe.send(peer.says.signed(peer.says.conn(true)));
        network.advance(MOMENT);
        assertThat(probe.isOpen()).isFalse();
        assertThat(probe.heard(GossipMessage::hasConn)).hasSize(1);
        assertThat(probe.ended.orElseThrow().detail()).contains("probed");
        network.advance(Duration.ofSeconds(10));
        assertServed(line, peer, 2);
        assertThat(node.node().describe().endpoints().get(0).links()).isEqualTo(1);
    }

    @Test
    void c11_aSecondStreamTakesTheFirstOnesPlaceAndStaysUsable() {
        Line first = member(peer, "peer1:1");
        Line second = peer.greet(address);
        network.advance(MOMENT);
        assertThat(first.isOpen()).isFalse();
        for (int i = 0; i < 10; i++) {
            network.advance(Duration.ofSeconds(1));
            assertServed(second, peer, 2 + i);
        }
        assertThat(isAlive(peer)).isTrue();
        assertThat(node.node().describe().endpoints().get(0).links()).isEqualTo(1);
        assertThat(node.drops("replaced")).isLessThanOrEqualTo(1);
    }

    @Test
    void c12_aMemberThatAnswersUnderANewIdOfItsOrganisationIsPurgedUnderItsOldOne() {
        ScriptedPeer before = peer.listen(TestNetwork.address(1, 1));
        Line line = member(before, "peer1.org1:7051");
        before.hangUp();
        line.close();
        network.advance(Duration.ofSeconds(30));
        assertThat(isDead(before)).isTrue();

        ScriptedPeer renewed = peer(1, 2).listen(TestNetwork.address(1, 1));
        network.advance(Duration.ofSeconds(30));

        assertThat(renewed.accepted).isNotEmpty().anyMatch(Line::isOpen);
        assertThat(node.peer().members().dead()).isEmpty();
        assertThat(node.peer().members().alive()).extracting(MemberStatus::id).doesNotContain(before.says.id());
    }

    @Test
    void c12_aMemberThatAnswersUnderAnIdOfAnotherOrganisationIsRefused() {
        ScriptedPeer before = peer.listen(TestNetwork.address(1, 1));
        Line line = member(before, "peer1.org1:7051");
        before.hangUp();
        line.close();
        network.advance(Duration.ofSeconds(30));

        ScriptedPeer impostor = peer(2, 0).listen(TestNetwork.address(1, 1));
        network.advance(Duration.ofSeconds(30));

        assertThat(impostor.accepted).isNotEmpty().noneMatch(Line::isOpen);
        assertThat(node.drops("wrong-peer")).isPositive();
        assertThat(isDead(before)).isTrue();
    }

    @Test
    void c13_bytesThatAreNoMessageEndTheStream() {
        Line line = member(peer, "peer1:1");
        line.raw(Bytes.fromHex("0a03ffffff"));
        network.advance(MOMENT);
        assertThat(line.isOpen()).isFalse();
        assertThat(node.drops("malformed")).isEqualTo(1);
        Line again = peer.greet(address);
        network.advance(MOMENT);
        assertServed(again, peer, 2);
    }
}
