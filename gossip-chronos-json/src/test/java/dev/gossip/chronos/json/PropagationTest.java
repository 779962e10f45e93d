package dev.gossip.chronos.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.chronos.json.ChronosNetwork.Node;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.chronos.json.wire.Code;
import dev.gossip.core.router.SqrtRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How new blocks spread, and how nodes catch up. */
class PropagationTest {

    private static final Duration ANNOUNCE = SqrtRouter.ANNOUNCE_DELAY;
    private final List<ChronosBlock> chain = Blocks.chain(3);
    private final ChronosBlock fresh = Blocks.after(chain.get(2));

    private static long blocks(ChronosNetwork network) {
        return network.all().stream().mapToLong(node -> node.sent("new_block")).sum();
    }

    private static long hashes(ChronosNetwork network) {
        return network.all().stream()
                .mapToLong(node -> node.sent("new_block_hash"))
                .sum();
    }

    @Test
    void c23_theSquareRootGetsTheBlockAndTheRestIsTold() {
        try (ChronosNetwork network = new ChronosNetwork(23)) {
            List<RawEnd> ends = IntStream.rangeClosed(1, 10)
                    .mapToObj(number -> RawEnd.listening(network, number, 2))
                    .toList();
            Node miner = network.start(
                    0,
                    config -> config.withRouter(new SqrtRouter(Duration.ZERO), 0),
                    chain,
                    IntStream.rangeClosed(1, 10).toArray());
            network.untilLinked(10);
            int[] served = new int[10];
            for (int round = 0; round < 100; round++) {
                ends.forEach(end -> end.frames.clear());
                miner.peer.submit(Blocks.after(chain.get(2), 1, 10_000 + round));
                network.advance(Duration.ofMillis(20));
                int direct = 0;
                int told = 0;
                for (int i = 0; i < 10; i++) {
                    int blocks = ends.get(i).received(Code.NEW_BLOCK).size();
                    served[i] += blocks;
                    direct += blocks;
                    told += ends.get(i).received(Code.NEW_BLOCK_HASH).size();
                }
                assertThat(direct).isEqualTo(3);
                assertThat(told).isEqualTo(7);
            }
            double chiSquare = 0;
            for (int count : served) {
                assertThat(count).isPositive();
                chiSquare += (count - 30.0) * (count - 30.0) / 30.0;
            }
            assertThat(chiSquare).as("9 degrees of freedom, p = 0.001").isLessThan(27.9);
        }
    }

    @Test
    void c24_whoGaveOrAnnouncedABlockHearsNothingOfIt() {
        for (Code code : List.of(Code.NEW_BLOCK, Code.NEW_BLOCK_HASH)) {
            try (ChronosNetwork network = new ChronosNetwork(24)) {
                RawEnd giver = RawEnd.listening(network, 1, 2);
                RawEnd other = RawEnd.listening(network, 2, 2);
                Node node = network.start(0, ChronosNetwork.standard(), chain, 1, 2);
                network.untilLinked(2);
                RawEnd back = RawEnd.dialling(network, 0);
                back.ask(RawEnd.greeting("raw-1", 2));
                back.ask(code == Code.NEW_BLOCK ? RawEnd.block(code, fresh) : RawEnd.hash(code, fresh.hash()));
                node.peer.submit(fresh);
                network.advance(Duration.ofSeconds(8));
                assertThat(other.received(Code.NEW_BLOCK)).hasSize(1);
                assertThat(giver.received(Code.NEW_BLOCK)).isEmpty();
                assertThat(giver.received(Code.NEW_BLOCK_HASH)).isEmpty();
            }
        }
    }

    @Test
    void c25_whoPushesTheBlockDuringTheDelayIsNotTold() {
        try (ChronosNetwork network = new ChronosNetwork(25)) {
            List<RawEnd> ends = IntStream.rangeClosed(1, 3)
                    .mapToObj(number -> RawEnd.listening(network, number, 2))
                    .toList();
            Node node = network.start(0, config -> config.withRouter(new SqrtRouter(ANNOUNCE), 0), chain, 1, 2, 3);
            network.untilLinked(3);
            node.peer.submit(fresh);
            network.advance(Duration.ofMillis(200));
            List<Integer> waiting = IntStream.range(0, 3)
                    .filter(i -> ends.get(i).received(Code.NEW_BLOCK).isEmpty())
                    .boxed()
                    .toList();
            assertThat(waiting).hasSize(2);
            RawEnd back = RawEnd.dialling(network, 0);
            back.ask(RawEnd.greeting("raw-" + (waiting.get(0) + 1), 2));
            back.ask(RawEnd.block(Code.NEW_BLOCK, fresh));
            network.advance(Duration.ofSeconds(1));
            assertThat(ends.get(waiting.get(0)).received(Code.NEW_BLOCK_HASH)).isEmpty();
            assertThat(ends.get(waiting.get(1)).received(Code.NEW_BLOCK_HASH)).hasSize(1);
        }
    }

    @Test
    void c33_allNodesChooseTheSameOfThreeRivals() {
        List<ChronosBlock> rivals = List.of(
                Blocks.after(chain.get(2), 1, 9_000),
                Blocks.after(chain.get(2), 2, 10_000),
                Blocks.after(chain.get(2), 2, 9_500));
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            try (ChronosNetwork network = ChronosNetwork.mesh(7, ChronosNetwork.standard(), chain)) {
                for (int i = 0; i < 3; i++) {
                    network.node(i * 2).peer.submit(rivals.get(order[i]));
                    network.advance(Duration.ofMillis(50));
                }
                assertThat(network.until(() -> network.all().stream().allMatch(node -> node.peer.height() == 3)))
                        .isTrue();
                network.time.settle();
                assertThat(network.all())
                        .allSatisfy(node -> assertThat(node.committed).containsExactly(rivals.get(2)));
            }
        }
    }

    @Test
    void c34_fiftyNodesMeetTheBarOfALosslessMesh() {
        int n = 50;
        try (ChronosNetwork network = ChronosNetwork.mesh(n, ChronosNetwork.standard(), chain)) {
            network.advance(ChronosNetwork.SECOND);
            long before = network.time.nanoTime();
            network.node(0).peer.submit(fresh);
            assertThat(network.until(() -> network.all().stream().allMatch(node -> node.has(fresh))))
                    .isTrue();
            long slowest = network.all().stream()
                            .mapToLong(node -> node.receivedAt.get(fresh.hash()))
                            .max()
                            .orElseThrow()
                    - before;
            network.advance(Duration.ofSeconds(6));
            double perDelivery = blocks(network) / (n - 1.0);
            double hashesPerDelivery = hashes(network) / (n - 1.0);
            System.out.printf(
                    "B1: origin uploads %d, blocks per delivery %.2f, hashes per delivery %.2f, last after %.1f ms%n",
                    network.node(0).sent("new_block"), perDelivery, hashesPerDelivery, slowest / 1e6);
            assertThat(network.node(0).sent("new_block")).isLessThanOrEqualTo((long) (2 * Math.sqrt(n)));
            assertThat(perDelivery).isLessThanOrEqualTo(1.2 * Math.sqrt(n));
            assertThat(Duration.ofNanos(slowest))
                    .isLessThanOrEqualTo(ANNOUNCE.plus(ChronosNetwork.HOP.multipliedBy(4)));
        }
    }

    @Test
    void c35_aTenthOfAllFramesMayBeLost() {
        int n = 20;
        Duration slowest = Duration.ZERO;
        try (ChronosNetwork network = ChronosNetwork.mesh(n, ChronosNetwork.standard(), chain)) {
            network.transport.loss = 0.1;
            network.advance(Duration.ofSeconds(20));
            Duration bar = ANNOUNCE.plus(ChronosTiming.DEFAULT.fetchTimeout())
                    .plus(ChronosTiming.DEFAULT.handshakeInterval())
                    .plus(ChronosNetwork.HOP.multipliedBy(3));
            ChronosBlock parent = chain.get(2);
            for (int round = 0; round < 10; round++) {
                ChronosBlock block = Blocks.after(parent, 1, 20_000 + round);
                parent = block;
                long before = network.time.nanoTime();
                network.node(round).peer.submit(block);
                network.advance(bar);
                for (Node node : network.all()) {
                    Long at = node.heldAt.get(block.hash());
                    assertThat(at).as("node %d, round %d", node.number, round).isNotNull();
                    slowest = slowest.compareTo(Duration.ofNanos(at - before)) > 0
                            ? slowest
                            : Duration.ofNanos(at - before);
                }
            }
            System.out.println("B2: slowest of 10 blocks to 20 nodes " + slowest.toMillis() + " ms");
        }
    }

    @Test
    void c36_withoutBroadcastingALineCatchesUpByPulls() {
        int n = 20;
        try (ChronosNetwork network = new ChronosNetwork(36)) {
            for (int i = 0; i < n; i++) {
                int[] neighbours =
                        IntStream.of(i - 1, i + 1).filter(k -> k >= 0 && k < n).toArray();
                network.start(i, ChronosConfig::withoutBroadcasting, chain, neighbours);
            }
            network.until(
                    () -> network.all().stream().mapToLong(Node::connected).sum() == 2L * n - 2);
            network.node(0).peer.submit(fresh);
            assertThat(network.until(() -> network.node(0).peer.height() == 3)).isTrue();
            long before = network.time.nanoTime();
            assertThat(network.until(() -> network.all().stream().allMatch(node -> node.peer.height() == 3)))
                    .isTrue();
            Duration took = Duration.ofNanos(network.time.nanoTime() - before);
            System.out.println("B3: 19 hops by pulls in " + took.toMillis() + " ms");
            assertThat(took).isLessThanOrEqualTo(Duration.ofSeconds(n - 1));
            assertThat(blocks(network) + hashes(network)).isZero();
        }
    }

    @Test
    void twentyNodesFiftyBlocksALateJoinerAndOneThatOnlyPulls() {
        int n = 20;
        try (ChronosNetwork network = new ChronosNetwork(50)) {
            int[] others = IntStream.range(0, n).toArray();
            for (int i = 0; i < n - 1; i++) {
                int number = i;
                network.start(
                        i,
                        c -> (number == 5 ? c.withoutBroadcasting() : c)
                                .withTiming(ChronosTiming.DEFAULT.withHandshakeInterval(Duration.ofSeconds(3))),
                        chain,
                        others);
            }
            network.untilLinked(n - 2);
            List<ChronosBlock> made = new ArrayList<>(chain);
            for (int i = 0; i < 50; i++) {
                ChronosBlock block = Blocks.after(made.get(made.size() - 1), 1 + i % 3, 50_000 + i);
                made.add(block);
                network.node(i % (n - 1)).peer.submit(block);
                network.advance(Duration.ofMillis(1_200));
                if (i == 30) {
                    network.start(n - 1, ChronosNetwork.standard(), List.of(), others);
                }
            }
            assertThat(network.until(() -> network.all().stream().allMatch(node -> node.peer.height() == 52)))
                    .isTrue();
            for (Node node : network.all()) {
                assertThat(node.peer.block(52)).contains(made.get(52));
                assertThat(node.peer.block(20)).contains(made.get(20));
            }
        }
    }

    @Test
    void applicationMessagesGoToOursOnly() {
        try (ChronosNetwork network = new ChronosNetwork(60)) {
            RawEnd foreign = RawEnd.listening(network, 9, 2);
            List<String> heard = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int number = i;
                int[] neighbours = i == 0 ? new int[] {1, 9} : new int[] {i - 1, (i + 1) % 4};
                network.start(i, c -> number == 3 ? c : c.withApplication(), chain, neighbours);
                network.node(i).gossip.subscribe(Topic.named("news"), delivery -> {
                    heard.add(number + ":"
                            + ((dev.gossip.api.body.Opaque) delivery.message().body())
                                    .joined()
                                    .utf8());
                    return Verdict.ACCEPT;
                });
            }
            network.advance(Duration.ofSeconds(5));
            network.node(0).gossip.publish(Topic.named("news"), Bytes.utf8("hello"));
            network.advance(Duration.ofSeconds(2));
            assertThat(heard).containsExactlyInAnyOrder("1:hello", "2:hello");
            assertThat(foreign.frames).noneMatch(frame -> frame.contains("\"code\":1000"));
            assertThat(network.all())
                    .allSatisfy(node -> assertThat(node.drops(ChronosDropReasons.UNKNOWN_CODE))
                            .isZero());
            Set<String> once = new HashSet<>(heard);
            assertThat(heard).hasSameSizeAs(once);
        }
    }
}
