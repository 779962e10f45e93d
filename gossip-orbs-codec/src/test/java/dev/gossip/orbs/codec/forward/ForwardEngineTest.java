package dev.gossip.orbs.codec.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.forward.EngineNetwork.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForwardEngineTest {

    private static final List<Bytes> MEBIBYTE = EngineNetwork.message(1 << 20);

    private static EngineNetwork network(int count) {
        return new EngineNetwork(count, Forwarding.ON);
    }

    private static void everyLivingRecipientHasItOnce(EngineNetwork network) {
        for (Bytes id : network.others()) {
            assertThat(network.nodes.get(id).delivered)
                    .as("deliveries of %s", id)
                    .hasSize(network.dead.contains(id) ? 0 : 1);
        }
    }

    /** The first node that serves others in the tree of this message. */
    private static Bytes innerNode(EngineNetwork network) {
        return ForwardTree.of(network.origin().id, network.others(), Digests.of(MEBIBYTE), 3)
                .served(network.origin().id, id -> true)
                .get(0);
    }

    private static int subtree(EngineNetwork network, Bytes root) {
        ForwardTree tree = ForwardTree.of(network.origin().id, network.others(), Digests.of(MEBIBYTE), 3);
        List<Bytes> found = new ArrayList<>(List.of(root));
        for (int i = 0; i < found.size(); i++) {
            found.addAll(tree.served(found.get(i), id -> true));
        }
        return found.size();
    }

    @Test
    void o36_everyRecipientGetsOneCopyAndTheOriginSendsFew() {
        EngineNetwork network = network(22);
        network.origin().send(MEBIBYTE, network.others());
        network.time.advance(Duration.ofSeconds(10));
        everyLivingRecipientHasItOnce(network);
        assertThat(network.dataSent()).isEqualTo(21);
        assertThat(network.origin().dataSent).isEqualTo(3);
        assertThat(network.origin().announced).isEqualTo(18);
        assertThat(network.nodes.values().stream().mapToInt(node -> node.pulls).sum())
                .isZero();
    }

    @Test
    void o37_aDeadInnerNodeIsReplaced() {
        EngineNetwork network = network(22);
        Bytes dead = innerNode(network);
        network.kill(dead);
        network.origin().send(MEBIBYTE, network.others());
        network.time.advance(Duration.ofSeconds(10));
        everyLivingRecipientHasItOnce(network);
        assertThat(network.dataSent() - 20).isLessThanOrEqualTo(subtree(network, dead));
    }

    /**
     * It dies with the message and before it passes it on, and its links end. Those whom it would have served wait as long as
     * such a message may take, then the origin sends it to them, and they serve theirs.
     */
    @Test
    void o37_whoIsBelowANodeThatDiesHasTheMessageTwoRoundTripsAfterTheRepairDelay() {
        EngineNetwork network = network(22);
        Bytes dying = innerNode(network);
        int below = subtree(network, dying);
        network.origin().send(MEBIBYTE, network.others());
        network.time.advance(EngineNetwork.LATENCY.minusMillis(1));
        network.kill(dying);
        Duration announced = EngineNetwork.LATENCY;
        Duration roundTrip = EngineNetwork.LATENCY.multipliedBy(2);
        Duration bound = announced.plus(Forwarding.ON.patience((1 << 20) + 6)).plus(roundTrip.multipliedBy(2));
        network.time.advance(bound.minus(EngineNetwork.LATENCY).plusMillis(1));
        everyLivingRecipientHasItOnce(network);
        assertThat(network.dataSent() - 21).isLessThanOrEqualTo(below);
    }

    @Test
    void o37_aNodeThatDiesUnnoticedIsRepairedByPulling() {
        EngineNetwork network = network(22);
        Bytes dying = innerNode(network);
        network.nodes.get(dying).tampering =
                message -> new ForwardedMessage(message.record(), message.recipients(), List.of(Bytes.utf8("nothing")));
        network.origin().send(MEBIBYTE, network.others());
        Duration bound = Forwarding.ON.patience(1 << 20).plus(EngineNetwork.LATENCY.multipliedBy(20));
        network.time.advance(bound.multipliedBy(2));
        everyLivingRecipientHasItOnce(network);
        assertThat(network.dataSent() - 21).isLessThanOrEqualTo(2 * subtree(network, dying));
    }

    @Test
    void o38_anAlteredCopyIsDroppedAndRecoveredByPull() {
        EngineNetwork network = network(22);
        Node relay = network.nodes.get(innerNode(network));
        relay.tampering = message -> {
            byte[] altered = message.payloads().get(1).toByteArray();
            altered[77] ^= 1;
            return new ForwardedMessage(
                    message.record(),
                    message.recipients(),
                    List.of(message.payloads().get(0), Bytes.wrap(altered)));
        };
        network.origin().send(MEBIBYTE, network.others());
        network.time.advance(Duration.ofSeconds(10));
        everyLivingRecipientHasItOnce(network);
        long mismatches = network.nodes.values().stream()
                .flatMap(node -> node.drops.stream())
                .filter(ForwardDropReasons.DIGEST_MISMATCH::equals)
                .count();
        assertThat(mismatches).isPositive();
        network.nodes
                .values()
                .forEach(node ->
                        node.delivered.forEach(payloads -> assertThat(payloads).isEqualTo(MEBIBYTE)));
    }

    /** 12.5 MB/s upwards and 40 ms to everybody: 1.80 s directly, and 0.71 s down the tree. */
    @Test
    void theTreeIsFasterThanTheOriginAlone() {
        double tree = secondsToLast(3);
        double direct = secondsToLast(21);
        assertThat(direct).isBetween(1.79, 1.81);
        assertThat(tree).isBetween(0.70, 0.72);
    }

    /** A tree as wide as the network is sending directly. */
    private static double secondsToLast(int width) {
        Forwarding config = new Forwarding(
                true, width, 4, 1 << 20, Duration.ofSeconds(5), 1 << 20, 64, 64 << 20, Duration.ofSeconds(60));
        EngineNetwork network = new EngineNetwork(22, config, Duration.ofMillis(40), 12.5e6);
        network.origin().send(MEBIBYTE, network.others());
        network.time.advance(Duration.ofSeconds(10));
        everyLivingRecipientHasItOnce(network);
        return network.nodes.values().stream()
                        .mapToLong(node -> node.deliveredAt)
                        .max()
                        .orElseThrow()
                / 1e9;
    }

    @Test
    void largeNetworksAgreeByTheirDigest() {
        EngineNetwork network = network(100);
        network.origin().send(MEBIBYTE, network.others());
        network.time.advance(Duration.ofSeconds(10));
        everyLivingRecipientHasItOnce(network);
        assertThat(network.dataSent()).isEqualTo(99);
    }

    @Test
    void whatNobodyHasIsGivenUp() {
        EngineNetwork network = network(8);
        Node node = network.nodes.get(network.members.last());
        node.engine.onAnnounce(new ForwardRecord(Digests.of(MEBIBYTE), 1 << 20, 2, 3, 1, network.origin().id));
        network.time.advance(Duration.ofMinutes(1));
        assertThat(node.pulls).isBetween(1, 2);
        assertThat(node.drops).containsExactly(ForwardDropReasons.GAVE_UP);
    }

    @Test
    void announcementsThatNeverComeTrueAreBounded() {
        EngineNetwork network = network(8);
        Node node = network.nodes.get(network.members.last());
        for (int i = 0; i < 1_000; i++) {
            node.engine.onAnnounce(
                    new ForwardRecord(Digests.of(Bytes.ofLong(i)), 1 << 20, 2, 3, 1, network.origin().id));
        }
        assertThat(node.drops).containsOnly(ForwardDropReasons.TOO_MANY_AWAITED).hasSize(1_000 - 256);
    }

    @Test
    void onePullerIsServedTwiceAndAStrangerNever() {
        EngineNetwork network = network(8);
        Node origin = network.origin();
        origin.send(MEBIBYTE, network.others());
        int before = origin.dataSent;
        ForwardRecord wish = new ForwardRecord(Digests.of(MEBIBYTE), 1 << 20, 2, 3, 0, network.members.last());
        for (int i = 0; i < 5; i++) {
            origin.engine.onPull(wish);
            origin.engine.onPull(wish.askedBy(Bytes.wrap(new byte[20])));
        }
        assertThat(origin.dataSent - before).isEqualTo(2);
        network.time.advance(Duration.ofSeconds(61));
        origin.engine.onPull(wish.askedBy(network.nodes.get(innerNode(network)).id));
        assertThat(origin.dataSent - before).as("kept for a minute only").isEqualTo(2);
    }

    @Test
    void aSecondCopyIsNoNews() {
        EngineNetwork network = network(5);
        Node node = network.nodes.get(network.members.last());
        ForwardRecord record = new ForwardRecord(Digests.of(MEBIBYTE), (1 << 20) + 6, 2, 3, 9, network.origin().id);
        ForwardedMessage message = new ForwardedMessage(record, Bytes.concat(List.copyOf(network.others())), MEBIBYTE);
        node.receive(message);
        node.receive(message);
        assertThat(node.delivered).hasSize(1);
        assertThat(node.drops).containsExactly(DropReason.DUPLICATE);
        assertThat(node.dataSent).as("passed on beyond the hop limit").isZero();
    }

    @Test
    void rotationSpreadsTheBurden() {
        EngineNetwork network = network(22);
        Set<Bytes> servers = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            Bytes digest = Digests.of(Bytes.ofLong(i));
            servers.addAll(ForwardTree.of(network.origin().id, network.others(), digest, 3)
                    .served(network.origin().id, id -> true));
        }
        assertThat(servers).hasSizeGreaterThan(15);
    }

    @Test
    void treesHaveEveryNodeOnceWhateverTheirWidth() {
        for (int width = 1; width <= 7; width++) {
            for (int count = 1; count <= 40; count++) {
                EngineNetwork network = network(count);
                Bytes origin = network.origin().id;
                ForwardTree tree = ForwardTree.of(origin, network.others(), Digests.of(Bytes.empty()), width);
                List<Bytes> reached = new ArrayList<>(List.of(origin));
                for (int i = 0; i < reached.size(); i++) {
                    Bytes server = reached.get(i);
                    List<Bytes> served = tree.served(server, id -> true);
                    assertThat(served).hasSizeLessThanOrEqualTo(width);
                    served.forEach(id -> assertThat(tree.serverOf(id)).contains(server));
                    reached.addAll(served);
                }
                assertThat(reached).hasSize(count).doesNotHaveDuplicates();
            }
        }
    }
}
