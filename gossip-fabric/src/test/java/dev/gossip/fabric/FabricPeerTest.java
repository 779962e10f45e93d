package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.Topic;
import dev.gossip.api.body.ItemRangeRequest;
import dev.gossip.api.body.ItemRangeResponse;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.fabric.TestNetwork.Node;
import dev.gossip.fabric.block.BlockHeader;
import dev.gossip.fabric.block.BlockVerifier;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.fabric.block.SignedBlocks;
import dev.gossip.membership.MemberStatus;
import dev.gossip.state.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FabricPeerTest {

    private static final long SEED = 20261201;
    private static final Duration JOINING = Duration.ofSeconds(20);

    private final TestNetwork network = new TestNetwork(SEED);

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void c48_blocksReachAnOrganisationOnceAndInOrderAndOthersByTransferAlone() {
        List<Node> org1 = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            org1.add(network.start(1, i));
        }
        Node asking = network.start(2, 0);
        Node silent =
                network.start(2, 1, new InMemoryOrderedStore(), endpoint -> {}, channel -> channel.transfer(false));
        network.advance(JOINING);

        assertThat(membersOf(org1.get(0))).isEqualTo(ids(org1, asking, silent));
        assertThat(membersOf(silent)).isEqualTo(ids(org1.subList(0, TestNetwork.HIDDEN), asking, silent));

        submit(org1.get(1), TestNetwork.BLOCKS);
        network.advance(Duration.ofSeconds(5));

        for (Node node : org1) {
            assertThat(node.blocks()).as(node.name()).isEqualTo(TestNetwork.BLOCKS);
            Source source = node == org1.get(1) ? Source.OWN : Source.PUSH;
            assertThat(node.channel().status().received()).as(node.name()).containsKey(source);
            assertThat(node.channel().status().received().values().stream()
                            .mapToLong(n -> n)
                            .sum())
                    .as(node.name())
                    .isEqualTo(6);
        }
        network.advance(Duration.ofSeconds(15));
        assertThat(asking.blocks()).isEqualTo(TestNetwork.BLOCKS);
        assertThat(asking.channel().status().received()).isEqualTo(Map.of(Source.TRANSFER, 6L));
        assertThat(silent.channel().height()).isZero();
        assertThat(silent.blocks()).isEmpty();

        Node late = network.start(1, 5);
        network.advance(Duration.ofSeconds(25));
        assertThat(late.blocks()).isEqualTo(TestNetwork.BLOCKS);
        assertThat(membersOf(late)).hasSize(8).contains(silent.id());
        for (int i = 0; i < 6; i++) {
            assertThat(late.store().read(i)).contains(TestNetwork.BLOCKS.get(i));
        }
    }

    @Test
    void aKilledNodeIsHeldForDeadAndCatchesUpAfterItsReturn() {
        Node first = network.start(1, 0);
        Node second = network.start(1, 1);
        Node killed = network.start(1, 2);
        network.advance(JOINING);
        submit(first, TestNetwork.BLOCKS.subList(0, 3));
        network.advance(Duration.ofSeconds(2));
        assertThat(killed.blocks()).hasSize(3);

        killed.node().close();
        network.advance(Duration.ofSeconds(30));
        for (Node node : List.of(first, second)) {
            assertThat(node.peer().members().dead())
                    .extracting(MemberStatus::id)
                    .containsExactly(killed.id());
            assertThat(node.channel().members()).extracting(Peer::id).doesNotContain(killed.id());
        }
        submit(second, TestNetwork.BLOCKS.subList(3, 6));
        network.advance(Duration.ofSeconds(2));

        Node revived = network.start(1, 2, killed.store(), endpoint -> {}, channel -> {});
        network.advance(Duration.ofSeconds(40));
        for (Node node : List.of(first, second)) {
            assertThat(node.peer().members().dead()).isEmpty();
            assertThat(node.channel().members()).extracting(Peer::id).contains(revived.id());
        }
        assertThat(revived.blocks()).isEqualTo(TestNetwork.BLOCKS.subList(3, 6));
        assertThat(revived.channel().height()).isEqualTo(6);
    }

    @Test
    void c38_recentBlocksArePulledInsideTheOrganisation() {
        network.start(1, 0);
        Node second = network.start(1, 1);
        network.advance(Duration.ofSeconds(5));
        submit(second, TestNetwork.BLOCKS);
        Node late = network.start(1, 2, new InMemoryOrderedStore(), endpoint -> {}, channel -> channel.transfer(false));
        Node noPull = network.start(
                1,
                3,
                new InMemoryOrderedStore(),
                endpoint -> {},
                channel -> channel.transfer(false).blockPull(false));
        network.advance(Duration.ofSeconds(25));

        assertThat(late.blocks()).isEqualTo(TestNetwork.BLOCKS);
        assertThat(late.channel().status().received()).isEqualTo(Map.of(Source.PULL, 6L));
        assertThat(noPull.blocks()).isEmpty();
    }

    @Test
    void aForgedBlockIsNeitherTakenNorPassedOn() {
        Node liar = network.start(
                1,
                0,
                new InMemoryOrderedStore(),
                endpoint -> {},
                channel -> channel.orderers(
                        OrdererSigners.certificates(SignedBlocks.MSP, List.of(Resources.certificate("orderer.pem")))));
        Node honest = network.start(1, 1);
        Node other = network.start(1, 2);
        network.advance(JOINING);
        submit(liar, TestNetwork.BLOCKS.subList(0, 1));
        network.advance(Duration.ofSeconds(2));
        assertThat(honest.channel().height()).isEqualTo(1);

        submit(liar, List.of(forged(1)));
        network.advance(Duration.ofSeconds(10));

        assertThat(liar.channel().height()).isEqualTo(2);
        for (Node node : List.of(honest, other)) {
            assertThat(node.channel().height()).as(node.name()).isEqualTo(1);
            assertThat(node.channel().status().isHealthy()).isTrue();
            assertThat(node.drops("invalid-item")).as(node.name()).isPositive();
        }
    }

    @Test
    void submittingRefusesWhatOthersWouldRefuse() {
        Node node = network.start(1, 0);
        network.advance(Duration.ofSeconds(1));
        submit(node, TestNetwork.BLOCKS.subList(0, 1));

        assertThatThrownBy(() -> submit(node, List.of(forged(1))))
                .hasCauseInstanceOf(GossipException.class)
                .hasMessageContaining("block-signature");
        assertThatThrownBy(() -> submit(node, List.of(Bytes.utf8("no block"))))
                .hasMessageContaining("no block with a header");
        assertThat(node.channel().submit(TestNetwork.BLOCKS.get(0)).toCompletableFuture())
                .satisfies(stage -> {
                    network.advanceUntil(stage::isDone, Duration.ofSeconds(1));
                    assertThat(stage).isCompletedWithValue(false);
                });
        assertThat(node.blocks()).isEqualTo(TestNetwork.BLOCKS.subList(0, 1));
    }

    @Test
    void c51_rangesAreServedAsFabricServesThem() {
        Node server = network.start(1, 0);
        Node client = network.start(1, 1);
        network.advance(Duration.ofSeconds(5));
        submit(server, TestNetwork.BLOCKS);

        for (Map<String, String> row : Resources.table("state-request-range.tsv")) {
            long first = Long.parseUnsignedLong(row.get("start"));
            long last = Long.parseUnsignedLong(row.get("end"));
            // Where Fabric's sum of start and batch size overflows, it takes a short range for a long one; we do not.
            boolean overflows = first != 0 && last == -1;
            CompletableFuture<Delivery> answer = request(client, server, first, last);
            if (row.get("verdict").equals("ok") || overflows) {
                assertThat(answer)
                        .as("%s", row)
                        .isCompletedWithValueMatching(
                                delivery -> delivery.message().body().equals(new ItemRangeResponse(items(first, last)))
                                        && delivery.message().correlation().asLong() == 77);
            } else {
                assertThat(answer).as("%s", row).isCompletedExceptionally();
            }
        }
    }

    private CompletableFuture<Delivery> request(Node client, Node server, long first, long last) {
        Message request = Message.of(
                Topic.scope(TestNetwork.CHANNEL),
                new ItemRangeRequest(first, last),
                MessageKind.REQUEST,
                Correlation.of(77));
        CompletableFuture<Delivery> answer = client.node()
                .request("fabric", server.id(), request, Duration.ofSeconds(1))
                .toCompletableFuture();
        network.advanceUntil(answer::isDone, Duration.ofSeconds(2));
        return answer;
    }

    private static List<OrderedItem> items(long first, long last) {
        return Stream.iterate(first, n -> n + 1)
                .limit(Math.max(0, Math.min(6, last + 1) - first))
                .filter(n -> n >= 0 && n < 6)
                .map(n -> OrderedItem.of(n, TestNetwork.BLOCKS.get(n.intValue())))
                .toList();
    }

    private void submit(Node node, List<Bytes> blocks) {
        CompletableFuture<?>[] stages = blocks.stream()
                .map(block -> node.channel().submit(block).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(stages);
        network.advanceUntil(all::isDone, Duration.ofSeconds(5));
        all.join();
    }

    /** A block that continues the real ones but is signed by another ordering service. */
    private static Bytes forged(int number) {
        BlockHeader before =
                BlockVerifier.headerOf(TestNetwork.BLOCKS.get(number - 1)).orElseThrow();
        List<ByteString> transactions = List.of(SignedBlocks.transaction(TestNetwork.CHANNEL, "forged"));
        return SignedBlocks.signed(SignedBlocks.unsigned(number, before.hash(), transactions));
    }

    /** All nodes of the channel as this one sees them, itself included. */
    private static List<NodeId> membersOf(Node node) {
        return Stream.concat(node.channel().members().stream().map(Peer::id), Stream.of(node.id()))
                .sorted()
                .toList();
    }

    private static List<NodeId> ids(List<Node> some, Node... others) {
        return Stream.concat(some.stream(), Stream.of(others))
                .map(Node::id)
                .sorted()
                .toList();
    }
}
