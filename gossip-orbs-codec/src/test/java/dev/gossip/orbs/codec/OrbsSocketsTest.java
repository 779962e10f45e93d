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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold on real sockets; a message is a header and the payloads 11 and 22 33. */
@Timeout(120)
class OrbsSocketsTest {

    private static final List<Bytes> CONTENT = List.of(Bytes.fromHex("11"), Bytes.fromHex("2233"));
    private static final Bytes MESSAGE = PayloadFrame.encode(List.of(
            HeaderEncoding.PROTOBUF.encode(new Header(1, 42, 0, List.of(), 0, 1)), CONTENT.get(0), CONTENT.get(1)));

    @Test
    void o01_o02_aMessageAfterKeepalivesIsOneCall() throws Exception {
        try (SocketNode node = SocketNode.plain(0);
                RawSocket client = new RawSocket(node.address())) {
            client.write("00000000").write("00000000").write(MESSAGE);
            assertThat(node.next()).isEqualTo(CONTENT);
            assertThat(node.received).isEmpty();
        }
    }

    @Test
    void o03_o04_byteByByteAndTwoAtOnceAreTheSame() throws Exception {
        try (SocketNode node = SocketNode.plain(0);
                RawSocket client = new RawSocket(node.address())) {
            for (int i = 0; i < MESSAGE.length(); i++) {
                client.write(MESSAGE.slice(i, 1));
            }
            assertThat(node.next()).isEqualTo(CONTENT);
            client.write(Bytes.concat(MESSAGE, PayloadFrame.KEEPALIVE, MESSAGE));
            assertThat(node.next()).isEqualTo(CONTENT);
            assertThat(node.next()).isEqualTo(CONTENT);
        }
    }

    @Test
    void o05_o06_absurdNumbersEndTheirConnectionOnly() throws Exception {
        try (SocketNode node = SocketNode.plain(0);
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

    @Test
    void o08_aMessageThatStopsHalfWayEndsItsConnection() throws Exception {
        LinkTiming quick = new LinkTiming(Duration.ofMillis(100), Duration.ofMillis(500));
        try (SocketNode node = new SocketNode(0, config -> config.withTiming(quick), Optional.empty());
                RawSocket client = new RawSocket(node.address())) {
            client.write("02000000 0100");
            assertThat(client.isEndedByNode()).isTrue();
            assertThat(node.nextDrop()).isEqualTo(OrbsDropReasons.SILENCE);
        }
    }

    @Test
    void o08_drippingBytesDoNotKeepAConnection() throws Exception {
        LinkTiming quick = new LinkTiming(Duration.ofMillis(50), Duration.ofMillis(300));
        try (SocketNode node = new SocketNode(0, config -> config.withTiming(quick), Optional.empty());
                RawSocket client = new RawSocket(node.address())) {
            client.write("01000000 00004001");
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 20 << 20; i++) {
                            client.write("00");
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(node.nextDrop()).isEqualTo(OrbsDropReasons.SILENCE);
        }
    }

    @Test
    void o07_o13_paddingAndEmptyPayloadsOnTheWire() throws Exception {
        try (SocketNode node = SocketNode.plain(0);
                RawSocket client = new RawSocket(node.address())) {
            client.write("03000000 06000000 0801102a2801 abcd 00000000 01000000 11ffffff");
            assertThat(node.next()).containsExactly(Bytes.empty(), Bytes.fromHex("11"));
        }
    }

    @Test
    void o09_aMessageBeyondTheLimitEndsItsConnection() throws Exception {
        QueueLimits small = QueueLimits.DEFAULT.withMaxContentBytes(1_000);
        try (SocketNode node = new SocketNode(0, config -> config.withQueues(small), Optional.empty());
                RawSocket client = new RawSocket(node.address())) {
            Bytes most = Bytes.wrap(new byte[66_000]);
            client.write("02000000 d0010100").write(most).write("b80b0000");
            assertThat(client.isEndedByNode()).isTrue();
            assertThat(node.nextDrop()).isEqualTo(DropReason.FRAME_TOO_LARGE);
        }
    }

    @Test
    void o11_aPortInUseFailsTheStart() {
        try (SocketNode node = SocketNode.plain(0)) {
            OrbsPeer second = OrbsPeer.on(
                    EndpointConfig.named("orbs")
                            .transport("nio")
                            .listen(node.address().toString()),
                    OrbsConfig.of(OrbsNetwork.id(1), 42));
            assertThatThrownBy(() -> second.configure(GossipNode.builder()).start())
                    .isInstanceOf(GossipException.class)
                    .hasMessageContaining(Integer.toString(node.address().port()));
        }
    }

    @Test
    void o12_closingEndsConnectionsAndRefusesNewOnes() throws Exception {
        SocketNode node = SocketNode.plain(0);
        PeerAddress address = node.address();
        try (RawSocket stubborn = new RawSocket(address)) {
            stubborn.write(MESSAGE);
            assertThat(node.next()).isEqualTo(CONTENT);
            node.close();
            assertThat(stubborn.isEndedByNode()).isTrue();
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
        try (SocketNode sender = SocketNode.plain(0);
                SocketNode receiver = SocketNode.plain(1)) {
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

    @Test
    void o20_twentyMebibytesTravelOverSockets() throws Exception {
        try (SocketNode sender = SocketNode.plain(0);
                SocketNode receiver = SocketNode.plain(1)) {
            sender.peer.topology(List.of(sender.member(0), receiver.member(1)));
            sender.untilLinked(1);
            Bytes content = Bytes.wrap(new byte[20 << 20]);
            sender.peer.send(OrbsTopic.BLOCK_SYNC, 4, Recipients.ALL, List.of(content));
            assertThat(receiver.next()).containsExactly(content);
        }
    }
}
