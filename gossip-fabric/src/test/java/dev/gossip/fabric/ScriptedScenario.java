package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.PeerAddress;
import dev.gossip.fabric.ScriptedPeer.Line;
import dev.gossip.fabric.TestNetwork.Node;
import dev.gossip.membership.MemberStatus;
import java.time.Duration;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.junit.jupiter.api.AfterEach;

/** One node of ours among peers that say what a test tells them. */
abstract class ScriptedScenario {

    static final Duration MOMENT = Duration.ofMillis(100);
    static final String CHANNEL = TestNetwork.CHANNEL;

    final TestNetwork network = new TestNetwork(7);
    final Node node = network.start(1, 0);
    final PeerAddress address = TestNetwork.address(1, 0);

    @AfterEach
    void close() {
        network.close();
    }

    ScriptedPeer peer(int organisation, int index) {
        return new ScriptedPeer(network.runtime(), TestNetwork.identity(organisation, index));
    }

    /** A connected member that others can reach at a name of its own. */
    Line member(ScriptedPeer peer, String external) {
        Line line = peer.greet(address);
        network.advance(MOMENT);
        line.send(peer.says.alive(external, 1, 1));
        network.advance(MOMENT);
        assertThat(node.peer().members().alive()).extracting(MemberStatus::id).contains(peer.says.id());
        return line;
    }

    boolean isAlive(ScriptedPeer peer) {
        return node.peer().members().alive().stream()
                .anyMatch(member -> member.id().equals(peer.says.id()));
    }

    boolean isDead(ScriptedPeer peer) {
        return node.peer().members().dead().stream()
                .anyMatch(member -> member.id().equals(peer.says.id()));
    }

    /** The node still answers on this line. */
    void assertServed(Line line, ScriptedPeer peer, long sequence) {
        int before = line.heard(GossipMessage::hasMemRes).size();
        line.say(Statements.memReq(peer.says.alive("", 1, sequence), 4711));
        network.advance(MOMENT);
        assertThat(line.heard(GossipMessage::hasMemRes)).hasSize(before + 1);
        assertThat(line.heard(GossipMessage::hasMemRes).get(before).getNonce()).isEqualTo(4711);
    }
}
