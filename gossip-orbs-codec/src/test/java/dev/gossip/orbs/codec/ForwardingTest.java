package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Recipients;
import dev.gossip.orbs.codec.OrbsNetwork.Node;
import dev.gossip.orbs.codec.forward.Forwarding;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forwarding on whole nodes; its rules alone are in the package of the engine. */
class ForwardingTest {

    private static final Bytes LARGE = Bytes.wrap(new byte[1 << 20]);

    private static OrbsNetwork network(int count) {
        return OrbsNetwork.of(count, config -> config.withForwarding(Forwarding.ON));
    }

    private static void send(Node node, Recipients recipients) {
        node.peer.send(OrbsTopic.LEAN_HELIX, 0, recipients, List.of(LARGE, Bytes.utf8("end")));
    }

    @Test
    void o36_aLargeBroadcastGoesDownTheTree() {
        try (OrbsNetwork network = network(22)) {
            send(network.node(5), Recipients.ALL);
            network.advance(Duration.ofSeconds(5));
            assertThat(network.node(5).received).isEmpty();
            for (Node node : network.all()) {
                if (node.number != 5) {
                    assertThat(node.received).hasSize(1);
                    assertThat(node.received.get(0).payloads()).containsExactly(LARGE, Bytes.utf8("end"));
                }
            }
            assertThat(network.counters).containsEntry("orbs.forward.data", 21L);
            assertThat(network.counters).doesNotContainKey("orbs.forward.pull");
        }
    }

    @Test
    void o37_aDeadNodeKeepsTheMessageFromNobodyElse() {
        try (OrbsNetwork network = network(22)) {
            for (int dead = 10; dead < 14; dead++) {
                network.stop(dead);
            }
            network.advance(Duration.ofSeconds(1));
            send(network.node(0), Recipients.ALL);
            network.advance(Duration.ofSeconds(5));
            assertThat(network.all()).allMatch(node -> node.number == 0 || node.received.size() == 1);
            assertThat(network.counters.get("orbs.forward.data")).isEqualTo(17);
        }
    }

    @Test
    void theTreeServesListsAndLeavesOthersOut() {
        try (OrbsNetwork network = network(8)) {
            send(network.node(0), Recipients.allBut(OrbsNetwork.id(3)));
            network.advance(Duration.ofSeconds(5));
            assertThat(network.node(3).received).isEmpty();
            assertThat(network.all())
                    .filteredOn(node -> node.received.size() == 1)
                    .hasSize(6);
        }
    }

    @Test
    void smallMessagesAndSmallNetworksAreServedDirectly() {
        try (OrbsNetwork network = network(8)) {
            network.node(0).send(Recipients.ALL, "small");
            send(network.node(0), Recipients.only(OrbsNetwork.id(1), OrbsNetwork.id(2)));
            network.advance(Duration.ofSeconds(1));
            assertThat(network.counters).doesNotContainKey("orbs.forward.data");
            assertThat(network.node(1).received).hasSize(2);
        }
    }

    @Test
    void nodesWithoutForwardingDropItAsAnUnknownTopic() {
        try (OrbsNetwork network = network(6)) {
            Node plain = network.start(6, config -> config, OrbsNetwork.nodes(0, 7));
            network.all().forEach(node -> node.peer.topology(OrbsNetwork.nodes(0, 7)));
            network.untilLinked();
            send(network.node(0), Recipients.ALL);
            network.advance(Duration.ofSeconds(5));
            assertThat(plain.received).isEmpty();
            assertThat(plain.drops(OrbsDropReasons.UNKNOWN_TOPIC)).isPositive();
        }
    }
}
