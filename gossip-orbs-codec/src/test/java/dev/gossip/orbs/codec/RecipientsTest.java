package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.Recipients;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets a message that node 3 of four sends. */
class RecipientsTest {

    private static List<Integer> receivers(Recipients recipients) {
        try (OrbsNetwork network = OrbsNetwork.of(4)) {
            network.node(3).send(recipients, "hello");
            network.advance(OrbsNetwork.SECOND);
            network.all().forEach(node -> assertThat(node.texts()).isIn(List.of(), List.of("hello")));
            return network.all().stream()
                    .filter(node -> !node.received.isEmpty())
                    .map(node -> node.number)
                    .toList();
        }
    }

    private static NodeId id(int number) {
        return OrbsNetwork.id(number);
    }

    @Test
    void o14_broadcastReachesEverybodyElseOnce() {
        assertThat(receivers(Recipients.ALL)).containsExactly(0, 1, 2);
    }

    @Test
    void o15_aListReachesItsNodes() {
        assertThat(receivers(Recipients.only(id(1), id(2)))).containsExactly(1, 2);
    }

    @Test
    void o16_anUnknownNodeInTheListIsCountedAndTheRestIsServed() {
        try (OrbsNetwork network = OrbsNetwork.of(4)) {
            assertThat(network.node(3).send(Recipients.only(id(77), id(2)), "hello"))
                    .containsOnlyKeys(id(2));
            network.advance(OrbsNetwork.SECOND);
            assertThat(network.node(2).texts()).containsExactly("hello");
            assertThat(network.node(3).drops(OrbsDropReasons.UNKNOWN_RECIPIENT)).isEqualTo(1);
        }
    }

    @Test
    void o17_ourselvesAndEmptyListsAreNobody() {
        assertThat(receivers(Recipients.only(id(3)))).isEmpty();
        try (OrbsNetwork network = OrbsNetwork.of(2)) {
            assertThat(network.node(1).send(Recipients.only(), "hello")).isEmpty();
            assertThat(network.node(1).drops(OrbsDropReasons.EMPTY_LIST)).isEqualTo(1);
        }
    }

    @Test
    void o18_allButAListReachesTheOthers() {
        assertThat(receivers(Recipients.allBut(id(1)))).containsExactly(0, 2);
        assertThat(receivers(Recipients.allBut())).containsExactly(0, 1, 2);
    }

    @Test
    void o20_twentyMebibytesAreSentAndOneByteMoreIsRefusedForAll() {
        try (OrbsNetwork network = OrbsNetwork.of(3)) {
            OrbsPeer sender = network.node(0).peer;
            Bytes whole = Bytes.wrap(new byte[20 << 20]);
            assertThatThrownBy(() -> sender.send(
                            OrbsTopic.TRANSACTION_RELAY, 1, Recipients.ALL, List.of(whole, Bytes.utf8("!"))))
                    .isInstanceOf(DataExceedsCapacityException.class)
                    .hasMessageContaining("20971520");
            sender.send(OrbsTopic.TRANSACTION_RELAY, 1, Recipients.ALL, List.of(whole));
            network.advance(OrbsNetwork.SECOND);
            for (int i = 1; i < 3; i++) {
                assertThat(network.node(i).received).hasSize(1);
                assertThat(network.node(i).received.get(0).payloads()).containsExactly(whole);
            }
        }
    }

    @Test
    void typesThatATopicDoesNotHaveAreRefused() {
        try (OrbsNetwork network = OrbsNetwork.of(2)) {
            assertThatThrownBy(() -> network.node(0).peer.send(OrbsTopic.BLOCK_SYNC, 5, Recipients.ALL, List.of()))
                    .hasMessageContaining("1..4");
        }
    }
}
