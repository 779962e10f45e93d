package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.PeerAddress;
import dev.gossip.api.Recipients;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.orbs.codec.OrbsNetwork.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TopologyChangeTest {

    @Test
    void o27_swappingOneNodeLeavesTheOtherLinksUntouched() {
        try (OrbsNetwork network = OrbsNetwork.of(4)) {
            network.all().forEach(node -> node.events.clear());
            network.start(4, UnaryOperator.identity(), OrbsNetwork.members(0, 1, 2, 4));
            for (int i = 0; i < 3; i++) {
                network.node(i).peer.topology(OrbsNetwork.members(0, 1, 2, 4));
            }
            network.stop(3);
            network.untilLinked();
            network.node(0).send(Recipients.ALL, "hello");
            network.advance(OrbsNetwork.SECOND);
            for (int i : new int[] {1, 2, 4}) {
                assertThat(network.node(i).texts()).containsExactly("hello");
            }
            List<NodeEvent> lost = network.node(1).events.stream()
                    .filter(event -> event instanceof NodeEvent.LinkDown down
                            && down.peer().id().equals(Optional.of(OrbsNetwork.id(2))))
                    .toList();
            assertThat(lost).isEmpty();
        }
    }

    @Test
    void o28_whoeverLeavesTheNetworkDialsNobodyUntilItIsBack() {
        try (OrbsNetwork network = OrbsNetwork.of(3)) {
            Node leaving = network.node(0);
            leaving.peer.topology(OrbsNetwork.members(1, 2));
            network.advance(OrbsNetwork.SECOND);
            assertThat(leaving.links()).isZero();
            assertThat(leaving.send(Recipients.ALL, "into the void")).isEmpty();
            network.node(1).send(Recipients.ALL, "still heard");
            leaving.peer.topology(OrbsNetwork.members(0, 1, 2));
            network.untilLinked();
            leaving.send(Recipients.ALL, "back");
            network.advance(OrbsNetwork.SECOND);
            assertThat(leaving.texts()).containsExactly("still heard");
            assertThat(network.node(1).texts()).containsExactly("back");
        }
    }

    @Test
    void o29_aFrozenPeerThatLeavesDelaysNoSend() {
        try (OrbsNetwork network = new OrbsNetwork(3)) {
            RawEnd frozen = RawEnd.listening(network, 1);
            frozen.freeze = true;
            Node node = network.start(0, UnaryOperator.identity(), OrbsNetwork.members(0, 1, 2));
            Node healthy = network.start(2, UnaryOperator.identity(), OrbsNetwork.members(0, 2));
            network.until(() -> node.links() == 2 && healthy.links() == 1);
            int sent = 0;
            for (int i = 0; i < 100; i++) {
                List<OrbsNode> next = i % 2 == 0 ? OrbsNetwork.members(0, 2) : OrbsNetwork.members(0, 1, 2);
                node.peer.topology(next);
                assertThat(node.send(Recipients.only(OrbsNetwork.id(2)), "m" + sent++)
                                .values())
                        .containsExactly(SendResult.ACCEPTED);
                network.advance(Duration.ofMillis(10));
                assertThat(healthy.received).as("received within 10 ms").hasSize(sent);
            }
        }
    }

    @Test
    void anUnreachablePeerThatLeavesIsNoLongerDialled() {
        try (OrbsNetwork network = new OrbsNetwork(3)) {
            Node node = network.start(0, UnaryOperator.identity(), OrbsNetwork.members(0, 1));
            network.advance(Duration.ofSeconds(10));
            node.peer.topology(OrbsNetwork.members(0));
            network.advance(OrbsNetwork.SECOND);
            node.events.clear();
            network.advance(Duration.ofMinutes(5));
            assertThat(node.events).noneMatch(NodeEvent.DialFailed.class::isInstance);
        }
    }

    @Test
    void aPeerThatMovedIsReachedAtItsNewAddress() {
        try (OrbsNetwork network = OrbsNetwork.of(2)) {
            Node node = network.node(0);
            List<OrbsNode> moved = new ArrayList<>(OrbsNetwork.members(0));
            moved.add(OrbsNode.of(OrbsNetwork.id(1), PeerAddress.of("node5", 4_400)));
            RawEnd there = RawEnd.listening(network, 5);
            node.peer.topology(moved);
            network.until(() -> there.accepted == 1);
            network.advance(OrbsNetwork.SECOND);
            there.frames.clear();
            node.send(Recipients.ALL, "moved");
            network.advance(Duration.ofMillis(10));
            assertThat(there.frames).hasSize(1);
            assertThat(network.node(1).received).isEmpty();
        }
    }

    @Test
    void aPassiveNodeServesThoseWhoDialIt() {
        try (OrbsNetwork network = new OrbsNetwork(3)) {
            Node passive = network.start(0, UnaryOperator.identity(), List.of());
            Node active = network.start(1, UnaryOperator.identity(), OrbsNetwork.members(0, 1));
            network.until(() -> active.links() == 1);
            active.send(Recipients.ALL, "for you");
            network.advance(OrbsNetwork.SECOND);
            assertThat(passive.texts()).containsExactly("for you");
            assertThat(passive.links()).isZero();
        }
    }
}
