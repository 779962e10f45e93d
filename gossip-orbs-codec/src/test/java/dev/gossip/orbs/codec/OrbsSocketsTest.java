package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Recipients;
import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.wire.Header;
import dev.gossip.orbs.codec.wire.HeaderEncoding;
import dev.gossip.orbs.codec.wire.PayloadFrame;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold on real sockets; a message is a header and the payloads 11 and 22 33. */
@Timeout(120)
class OrbsSocketsTest {

    private static final Duration GAP = Duration.ofMillis(5);

    private static final List<Bytes> CONTENT = List.of(Bytes.fromHex("11"), Bytes.fromHex("2233"));
    private static final Bytes MESSAGE = PayloadFrame.encode(List.of(
            HeaderEncoding.PROTOBUF.encode(new Header(1, 42, 0, List.of(), 0, 1)), CONTENT.get(0), CONTENT.get(1)));

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stopClock() {
        clock.shutdownNow();
    }

    /** The name of the transport that carries it all. */
    String transport() {
        return "nio";
    }

    private SocketNode node(int number) {
        return node(number, config -> config);
    }

    private SocketNode node(int number, UnaryOperator<OrbsConfig> change) {
        return SocketNode.on(transport(), number, change);
    }

    private static Bytes message(String text) {
        return PayloadFrame.encode(
                List.of(HeaderEncoding.PROTOBUF.encode(new Header(1, 42, 0, List.of(), 0, 1)), Bytes.utf8(text)));
    }

    @Test
    void o01_o02_aMessageAfterKeepalivesIsOneCall() throws Exception {
        try (SocketNode node = node(0);
                RawSocket client = new RawSocket(node.address())) {
            client.write("00000000").write("00000000").write(MESSAGE);
            assertThat(node.next()).isEqualTo(CONTENT);
            assertThat(node.received).isEmpty();
        }
    }

    @Test
    void o03_o04_byteByByteAndTwoAtOnceAreTheSame() throws Exception {
        try (SocketNode node = node(0);
                RawSocket client = new RawSocket(node.address())) {
            client.drip(MESSAGE, GAP, clock).get(30, TimeUnit.SECONDS);
            assertThat(node.next()).isEqualTo(CONTENT);
            client.write(Bytes.concat(message("first"), PayloadFrame.KEEPALIVE, message("second")));
            assertThat(node.next()).containsExactly(Bytes.utf8("first"));
            assertThat(node.next()).containsExactly(Bytes.utf8("second"));
            assertThat(node.received).isEmpty();
        }
    }

    @Test
    void o05_o06_absurdNumbersEndTheirConnectionOnly() throws Exception {
        try (SocketNode node = node(0);
                RawSocket good = new RawSocket(node.address());
                RawSocket manyPayloads = new RawSocket(node.address());
                RawSocket largePayload = new RawSocket(node.address())) {
            manyPayloads.write("99999999");
            assertThat(manyPayloads.isEndedByNode()).isTrue();
            assertThat(node.nextDrop()).isEqualTo(DropReason.MALFORMED);
            largePayload.write("01000000 99999999");
            assertThat(largePayload.isEndedByNode()).isTrue();
            assertThat(node.nextDrop()).isEqualTo(DropReason.FRAME_TOO_LARGE);
            good.write(MESSAGE);
            assertThat(node.next()).isEqualTo(CONTENT);
            assertThat(node.received).isEmpty();
        }
    }

    /** More is announced than the machine may hold, and nothing of it is sent. */
    @Test
    void o06_whatIsOnlyAnnouncedCostsNothing() throws Exception {
        List<RawSocket> announcers = new ArrayList<>();
        try (SocketNode node = node(0);
                RawSocket good = new RawSocket(node.address())) {
            good.write(MESSAGE);
            node.next();
            long before = memoryInUse();
            for (int i = 0; i < 100; i++) {
                announcers.add(
                        new RawSocket(node.address()).write("02000000 00004001").write(MESSAGE));
            }
            good.write(MESSAGE);
            assertThat(node.next()).isEqualTo(CONTENT);
            assertThat(memoryInUse() - before)
                    .as("bytes for an announced %d", 100L * (20 << 20))
                    .isLessThan(200 << 20);
        } finally {
            for (RawSocket announcer : announcers) {
                announcer.close();
            }
        }
    }

    private static long memoryInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    @Test
    void o08_aMessageThatStopsHalfWayEndsItsConnection() throws Exception {
        LinkTiming quick = new LinkTiming(Duration.ofMillis(100), Duration.ofMillis(500));
        Future<?> limit = clock.schedule(() -> {}, 1_500, TimeUnit.MILLISECONDS);
        try (SocketNode node = node(0, config -> config.withTiming(quick));
                RawSocket client = new RawSocket(node.address())) {
            client.write("02000000 0100");
            assertThat(client.isEndedByNode()).isTrue();
            assertThat(limit.isDone())
                    .as("later than networkTimeout and one second")
                    .isFalse();
            assertThat(node.nextDrop()).isEqualTo(OrbsDropReasons.SILENCE);
        }
    }

    /** Twenty that are slow on purpose, each of which would need hours for its message. */
    @Test
    void o08_drippingBytesDoNotKeepAConnection() throws Exception {
        LinkTiming quick = new LinkTiming(Duration.ofMillis(50), Duration.ofMillis(500));
        List<RawSocket> slow = new ArrayList<>();
        List<CompletableFuture<Void>> drips = new ArrayList<>();
        Bytes announced = Bytes.concat(Bytes.fromHex("0100000000004001"), Bytes.wrap(new byte[1 << 20]));
        try (SocketNode node = node(0, config -> config.withTiming(quick))) {
            for (int i = 0; i < 20; i++) {
                slow.add(new RawSocket(node.address()));
                drips.add(slow.get(i).drip(announced, Duration.ofMillis(20), clock));
            }
            try (RawSocket good = new RawSocket(node.address())) {
                good.write(MESSAGE);
                assertThat(node.next()).isEqualTo(CONTENT);
            }
            for (CompletableFuture<Void> drip : drips) {
                assertThatThrownBy(() -> drip.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
            }
            node.until("each is cut", () -> node.dropped.size() >= 20);
            assertThat(node.dropped).containsOnly(OrbsDropReasons.SILENCE).hasSize(20);
        } finally {
            for (RawSocket each : slow) {
                each.close();
            }
        }
    }

    @Test
    void o07_o13_paddingAndEmptyPayloadsOnTheWire() throws Exception {
        try (SocketNode node = node(0);
                RawSocket client = new RawSocket(node.address())) {
            client.write("03000000 06000000 0801102a2801 abcd 00000000 01000000 11ffffff");
            assertThat(node.next()).containsExactly(Bytes.empty(), Bytes.fromHex("11"));
        }
    }

    @Test
    void o09_aMessageBeyondTheLimitEndsItsConnection() throws Exception {
        QueueLimits small = QueueLimits.DEFAULT.withMaxContentBytes(1_000);
        try (SocketNode node = node(0, config -> config.withQueues(small));
                RawSocket client = new RawSocket(node.address())) {
            Bytes most = Bytes.wrap(new byte[66_000]);
            client.write("02000000 d0010100").write(most).write("b80b0000");
            assertThat(client.isEndedByNode()).isTrue();
            assertThat(node.nextDrop()).isEqualTo(DropReason.FRAME_TOO_LARGE);
        }
    }

    @Test
    void o11_aPortInUseFailsTheStartAndLeavesNothingRunning() throws Exception {
        try (SocketNode node = node(0);
                CountingRuntime runtime = new CountingRuntime()) {
            OrbsPeer second = OrbsPeer.on(
                            EndpointConfig.named("orbs")
                                    .transport(transport())
                                    .listen(node.address().toString()),
                            OrbsConfig.of(OrbsNetwork.id(1), 42))
                    .topology(List.of(node.member(0), OrbsNode.of(OrbsNetwork.id(1), PeerAddress.of("127.0.0.1", 1))));
            assertThatThrownBy(() -> second.configure(GossipNode.builder())
                            .runtime(runtime)
                            .start())
                    .isInstanceOf(GossipException.class)
                    .hasMessageContaining(Integer.toString(node.address().port()));
            node.until("no timer is left", () -> runtime.timers() == 0);
            assertThat(node.received).isEmpty();
            try (RawSocket client = new RawSocket(node.address())) {
                client.write(MESSAGE);
                assertThat(node.next()).isEqualTo(CONTENT);
            }
        }
    }

    @Test
    void o12_closingEndsConnectionsAndRefusesNewOnes() throws Exception {
        SocketNode node = node(0);
        PeerAddress address = node.address();
        try (RawSocket stubborn = new RawSocket(address)) {
            stubborn.write(MESSAGE);
            assertThat(node.next()).isEqualTo(CONTENT);
            Future<?> limit = clock.schedule(() -> {}, 1, TimeUnit.SECONDS);
            node.close();
            assertThat(stubborn.isEndedByNode()).isTrue();
            assertThat(limit.isDone()).as("later than a second").isFalse();
            assertThatThrownBy(() -> {
                        while (true) {
                            new RawSocket(address).close();
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void o31_aBlockedTopicDelaysNoOther() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (SocketNode sender = node(0);
                SocketNode receiver = node(1)) {
            LinkedBlockingQueue<OrbsMessage> consensus = new LinkedBlockingQueue<>();
            receiver.peer.subscribe(OrbsTopic.TRANSACTION_RELAY, "recorder", message -> release.await());
            receiver.peer.subscribe(OrbsTopic.LEAN_HELIX, "recorder", consensus::add);
            List<OrbsNode> both = List.of(sender.member(0), receiver.member(1));
            sender.peer.topology(both);
            sender.untilLinked(1);
            Bytes content = Bytes.wrap(new byte[64 << 10]);
            for (int i = 0; i < 250; i++) {
                sender.peer.send(OrbsTopic.TRANSACTION_RELAY, 1, Recipients.ALL, List.of(content));
            }
            sender.peer.send(OrbsTopic.LEAN_HELIX, 0, Recipients.ALL, List.of());
            assertThat(consensus.poll(8, TimeUnit.SECONDS))
                    .as("a message behind 16 MB for a blocked topic, well before any timeout of a verdict")
                    .isNotNull();
            release.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void o14_o15_o18_o19_bothEncodingsOnTheWire(HeaderEncoding encoding) throws Exception {
        UnaryOperator<OrbsConfig> encoded = config -> config.withHeaders(encoding);
        try (SocketNode sender = node(0, encoded);
                SocketNode one = node(1, encoded);
                SocketNode two = node(2, encoded);
                RawSocket forger = new RawSocket(one.address())) {
            sender.peer.topology(List.of(sender.member(0), one.member(1), two.member(2)));
            sender.untilLinked(2);
            send(sender, Recipients.ALL, "all");
            send(sender, Recipients.only(OrbsNetwork.id(1)), "one");
            send(sender, Recipients.allBut(OrbsNetwork.id(1)), "not one");
            send(sender, Recipients.ALL, "end");
            assertThat(texts(one, 3)).containsExactly("all", "one", "end");
            assertThat(texts(two, 3)).containsExactly("all", "not one", "end");
            Bytes self = OrbsNetwork.id(1).value();
            for (Header forged : List.of(
                    new Header(1, 43, Header.BROADCAST, List.of(), 0, 1),
                    new Header(1, 42, Header.LIST, List.of(OrbsNetwork.id(2).value()), 0, 1),
                    new Header(1, 42, Header.ALL_BUT_LIST, List.of(self), 0, 1),
                    new Header(1, 42, 3, List.of(), 0, 1),
                    new Header(1, 42, Header.BROADCAST, List.of(), 9, 1),
                    new Header(1, 42, Header.LIST, List.of(self), 0, 1))) {
                forger.write(PayloadFrame.encode(List.of(encoding.encode(forged), Bytes.utf8("forged"))));
            }
            assertThat(texts(one, 1)).as("the last one is for us").containsExactly("forged");
            assertThat(one.dropped)
                    .containsExactly(
                            OrbsDropReasons.WRONG_VIRTUAL_CHAIN,
                            OrbsDropReasons.NOT_RECIPIENT,
                            OrbsDropReasons.NOT_RECIPIENT,
                            OrbsDropReasons.UNKNOWN_RECIPIENT_MODE,
                            OrbsDropReasons.UNKNOWN_TOPIC);
            assertThat(one.received).isEmpty();
        }
    }

    @Test
    void aPeerWithTheOtherEncodingIsNamedAsSuch() throws Exception {
        try (SocketNode proto = node(0);
                SocketNode mem = node(1, config -> config.withHeaders(HeaderEncoding.MEMBUFFERS))) {
            proto.peer.topology(List.of(proto.member(0), mem.member(1)));
            mem.peer.topology(List.of(proto.member(0), mem.member(1)));
            proto.untilLinked(1);
            mem.untilLinked(1);
            send(proto, Recipients.ALL, "protobuf");
            send(mem, Recipients.ALL, "membuffers");
            assertThat(proto.nextDrop()).isEqualTo(OrbsDropReasons.HEADER_ENCODING);
            assertThat(mem.nextDrop()).isEqualTo(OrbsDropReasons.HEADER_ENCODING);
            assertThat(proto.events.toString()).contains("the peer writes headers as membuffers, we as protobuf");
            assertThat(mem.events.toString()).contains("the peer writes headers as protobuf, we as membuffers");
        }
    }

    private static void send(SocketNode node, Recipients recipients, String text) {
        node.peer.send(OrbsTopic.TRANSACTION_RELAY, 1, recipients, List.of(Bytes.utf8(text)));
    }

    private static List<String> texts(SocketNode node, int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(node.next().get(0).utf8());
        }
        return texts;
    }

    /** Whatever comes: the connection is open and hears us, or it is closed; and others are not affected. */
    @Test
    void o40_randomBytesLeaveAConnectionOpenOrClosed() throws Exception {
        long seed = Long.getLong("orbs.fuzz.seed", 20_261_121);
        SplittableRandom random = new SplittableRandom(seed);
        int cut = 0;
        try (SocketNode node = node(0);
                RawSocket good = new RawSocket(node.address())) {
            for (int i = 0; i < 200; i++) {
                try (RawSocket client = new RawSocket(node.address())) {
                    byte[] noise = new byte[1 + random.nextInt(4_096)];
                    random.nextBytes(noise);
                    if (i % 2 == 0) {
                        // Counts and sizes that can be, so that some of it is taken for messages.
                        Arrays.fill(noise, 1, Math.min(noise.length, 4), (byte) 0);
                        Arrays.fill(noise, Math.min(noise.length, 5), Math.min(noise.length, 8), (byte) 0);
                    }
                    client.write(Bytes.wrap(noise));
                    client.write(MESSAGE);
                    client.endOutput();
                    client.untilEnded();
                } catch (IOException e) {
                    cut++;
                }
            }
            node.dropped.clear();
            node.received.clear();
            good.write(MESSAGE);
            assertThat(node.next()).as("seed %d, %d writes failed", seed, cut).isEqualTo(CONTENT);
            assertThat(node.gossip.describe().drops()).doesNotContainKey(DropReason.HANDLER_FAILED.code());
        }
    }

    @Test
    void o20_twentyMebibytesTravelOverSockets() throws Exception {
        try (SocketNode sender = node(0);
                SocketNode receiver = node(1)) {
            sender.peer.topology(List.of(sender.member(0), receiver.member(1)));
            sender.untilLinked(1);
            Bytes content = Bytes.wrap(new byte[20 << 20]);
            sender.peer.send(OrbsTopic.BLOCK_SYNC, 4, Recipients.ALL, List.of(content));
            assertThat(receiver.next()).containsExactly(content);
        }
    }
}
