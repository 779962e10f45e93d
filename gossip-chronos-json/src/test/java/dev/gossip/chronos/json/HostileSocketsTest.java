package dev.gossip.chronos.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.chronos.json.block.BlockDraft;
import dev.gossip.chronos.json.block.BlockHasher;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.chronos.json.wire.Code;
import dev.gossip.core.InMemoryOrderedStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that mean no good, on real sockets: they cost themselves their link, and nobody else anything. */
@Timeout(120)
class HostileSocketsTest {

    private static final String UNREADABLE = "{\"code\":0,\"data\":\"\"}";
    private static final long MIB = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Deadlines that a test can wait for. */
    private static final ChronosTiming SHORT = new ChronosTiming(
            Duration.ofMillis(100),
            Duration.ofMillis(700),
            Duration.ofMillis(700),
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofMinutes(1));

    /** Of all nodes of the test, both ways. */
    private final AtomicInteger links = new AtomicInteger();

    private static ChronosPeer peer(
            UnaryOperator<ChronosConfig> change, List<ChronosBlock> chain, PeerAddress... seeds) {
        InMemoryOrderedStore store = new InMemoryOrderedStore();
        chain.forEach(block -> store.append(block.height(), block.json()));
        EndpointConfig.Builder endpoint =
                EndpointConfig.named("chronos").transport("nio").listen("127.0.0.1:0");
        List.of(seeds).forEach(endpoint::seed);
        ChronosConfig config = ChronosConfig.of("wallet").withLimits(ChronosLimits.DEFAULT.withLinksPerHost(100));
        return ChronosPeer.on(endpoint, change.apply(config), store);
    }

    private GossipNode start(ChronosPeer peer) {
        NodeLimits limits = NodeLimits.DEFAULT.toBuilder()
                .inbound(NodeLimits.DEFAULT.inbound().withConnectRate(100_000, 100_000))
                .build();
        return peer.configure(GossipNode.builder())
                .limits(limits)
                .observer(event -> links.addAndGet(
                        event instanceof NodeEvent.LinkUp ? 1 : event instanceof NodeEvent.LinkDown ? -1 : 0))
                .start();
    }

    private static long drops(GossipNode node, DropReason reason) {
        return node.describe().drops().getOrDefault(reason.code(), 0L);
    }

    /** Looks again whenever {@code busy} has done a round trip. */
    private static void await(String what, SocketEnd busy, BooleanSupplier condition) throws IOException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(PATIENCE);
            assertThat(busy.ask("{\"code\":2,\"data\":99}")).isEqualTo(RawEnd.NOTHING);
        }
    }

    @Test
    void whoSendsAByteNowAndThenIsClosedOnTimeAndOthersAreServed() throws IOException {
        try (GossipNode node = start(peer(config -> config.withTiming(SHORT), Blocks.chain(2)));
                SocketEnd loris = SocketEnd.dialling(node);
                SocketEnd other = SocketEnd.dialling(node)) {
            byte[] frame = SocketEnd.framed("{\"code\":2,\"data\":1" + " ".repeat(1_000) + "}");
            long start = System.nanoTime();
            int sent = 0;
            while (!loris.endsWithin(Duration.ofMillis(20))) {
                loris.write(frame, sent++, 1);
                assertThat(other.ask("{\"code\":2,\"data\":1}")).startsWith("{\"code\":3,");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(
                            SHORT.idleTimeout().minusMillis(50),
                            SHORT.idleTimeout().plusSeconds(10));
            assertThat(sent).isLessThan(frame.length).isGreaterThan(1);
            assertThat(drops(node, ChronosDropReasons.SILENCE)).isEqualTo(1);
            assertThat(other.ask("{\"code\":2,\"data\":0}")).startsWith("{\"code\":3,");
        }
    }

    @Test
    void c04_whatIsOnlyAnnouncedIsNotAllocated() throws Exception {
        int connections = 50;
        try (GossipNode node = start(peer(UnaryOperator.identity(), Blocks.chain(2)))) {
            long before = usedAfterCollection();
            List<SocketEnd> ends = new ArrayList<>();
            try (SocketEnd other = SocketEnd.dialling(node)) {
                for (int i = 0; i < connections; i++) {
                    SocketEnd end = SocketEnd.dialling(node);
                    ends.add(end);
                    byte[] length = ByteBuffer.allocate(5)
                            .putInt(10 << 20)
                            .put((byte) '{')
                            .array();
                    end.write(length, 0, length.length);
                }
                await("all are linked", other, () -> links.get() == connections + 1);
                assertThat(usedAfterCollection() - before)
                        .as("bytes for %d frames of 10 MiB of which one byte came", connections)
                        .isLessThan(50 * MIB);
            } finally {
                for (SocketEnd end : ends) {
                    end.close();
                }
            }
        }
    }

    @Test
    void c06_c38_deepTextsAndTwinsAreAnsweredThriceThenClosed() throws IOException {
        try (GossipNode node = start(peer(UnaryOperator.identity(), Blocks.chain(2)));
                SocketEnd end = SocketEnd.dialling(node);
                SocketEnd other = SocketEnd.dialling(node)) {
            assertThat(end.ask("{\"code\":0,\"data\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"))
                    .isEqualTo(UNREADABLE);
            assertThat(end.ask("{\"code\":2,\"code\":2,\"data\":1}")).isEqualTo(UNREADABLE);
            assertThat(end.ask("{\"code\":2,\"data\":1}")).as("still in step").startsWith("{\"code\":3,");
            assertThat(end.ask("{\"code\":2,\"data\":1,\"data\":1}")).isEqualTo(UNREADABLE);
            assertThat(end.ends()).isTrue();
            assertThat(drops(node, DropReason.HANDLER_FAILED)).isZero();
            assertThat(other.ask("{\"code\":2,\"data\":1}")).startsWith("{\"code\":3,");
        }
    }

    @Test
    void aThousandReconnectsLeaveNoLinkObjectOrThreadBehind() throws Exception {
        try (GossipNode node = start(peer(UnaryOperator.identity(), Blocks.chain(2)));
                SocketEnd other = SocketEnd.dialling(node)) {
            reconnect(node, 20);
            await("the first ones are gone", other, () -> links.get() == 1);
            long objects = objectsOfOurs();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            reconnect(node, 1_000);
            await("all are gone", other, () -> links.get() == 1);
            assertThat(objectsOfOurs() - objects)
                    .as("objects of our classes; a leak of one per connection would be a thousand")
                    .isLessThan(500);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThanOrEqualTo(threads + 2);
            assertThat(other.ask("{\"code\":2,\"data\":1}")).startsWith("{\"code\":3,");
        }
    }

    private static void reconnect(GossipNode node, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try (SocketEnd end = SocketEnd.dialling(node)) {
                assertThat(end.ask(RawEnd.greeting("claim-" + i, 2))).startsWith("{\"code\":1,");
            }
        }
    }

    @Test
    void c30_c32_peersThatNeverAnswerDelayNobody() throws Exception {
        List<ChronosBlock> chain = Blocks.chain(2);
        CountDownLatch heard = new CountDownLatch(1);
        ChronosPeer healthy = peer(config -> config.withTiming(SHORT), chain);
        healthy.listen(new ChronosListener() {
            @Override
            public void received(ChronosBlock block) {
                heard.countDown();
            }
        });
        try (SilentServer mute = SilentServer.answering(0);
                SilentServer frozen = SilentServer.answering(1);
                GossipNode well = start(healthy)) {
            ChronosPeer peer = peer(
                    config -> config.withTiming(SHORT),
                    chain,
                    mute.address(),
                    frozen.address(),
                    well.boundAddress("chronos"));
            try (GossipNode node = start(peer);
                    SocketEnd busy = SocketEnd.dialling(node)) {
                await(
                        "the healthy one and the frozen one greeted",
                        busy,
                        () -> frozen.connections() > 0
                                && peer.status().peers().stream()
                                        .anyMatch(linked -> linked.dialled().equals(well.boundAddress("chronos"))));
                long start = System.nanoTime();
                peer.submit(Blocks.after(chain.get(1)));
                assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("no slower than on its own")
                        .isLessThan(Duration.ofSeconds(5));
                await(
                        "who does not answer is closed and dialled anew",
                        busy,
                        () -> frozen.connections() > 1 && mute.connections() > 1);
                assertThat(drops(node, ChronosDropReasons.NO_REPLY)).isPositive();
                assertThat(drops(well, ChronosDropReasons.NO_REPLY)).isZero();
            }
        }
    }

    @Test
    void whoAsksAndTakesNoAnswersIsClosedAndOthersAreServed() throws IOException {
        Bytes large = Bytes.utf8("{\"data\":\"" + "x".repeat(1 << 20) + "\"}");
        ChronosBlock block =
                new BlockDraft(Optional.empty(), "", 0, Instant.EPOCH, List.of(large)).sealed(BlockHasher.CANONICAL);
        try (GossipNode node = start(peer(UnaryOperator.identity(), List.of(block)));
                SocketEnd frozen = SocketEnd.dialling(node);
                SocketEnd other = SocketEnd.dialling(node)) {
            for (int i = 0; i < 100; i++) {
                frozen.send("{\"code\":2,\"data\":0}");
            }
            await("it is refused", other, () -> drops(node, DropReason.CONGESTED) == 1);
            assertThat(other.ask(RawEnd.hash(Code.GET_BLOCK, block.hash()))).startsWith("{\"code\":4,");
        }
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Live instances of this project's classes, by the virtual machine's own histogram. */
    private static long objectsOfOurs() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .filter(line -> line.contains(" dev.gossip."))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
                .sum();
    }
}
