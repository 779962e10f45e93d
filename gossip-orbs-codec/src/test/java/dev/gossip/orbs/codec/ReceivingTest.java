package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Recipients;
import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.OrbsNetwork.Node;
import dev.gossip.orbs.codec.forward.Digests;
import dev.gossip.orbs.codec.forward.ForwardRecord;
import dev.gossip.orbs.codec.forward.ForwardedMessage;
import dev.gossip.orbs.codec.forward.Forwarding;
import dev.gossip.orbs.codec.wire.Header;
import dev.gossip.orbs.codec.wire.HeaderEncoding;
import dev.gossip.orbs.codec.wire.PayloadFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node does with messages that somebody wrote by hand. */
class ReceivingTest {

    private static final Bytes SELF = OrbsNetwork.id(0).value();
    private static final Bytes OTHER = OrbsNetwork.id(1).value();

    private static Bytes message(Header header) {
        return PayloadFrame.encode(List.of(HeaderEncoding.PROTOBUF.encode(header), Bytes.utf8("content")));
    }

    private static Header header(long version, long chain, int mode, List<Bytes> list, int topic, int type) {
        return new Header(version, chain, mode, list, topic, type);
    }

    @Test
    void o19_whatIsNotForUsIsDroppedAndTheLinkStays() {
        try (OrbsNetwork network = new OrbsNetwork(1)) {
            Node node = network.start(0, UnaryOperator.identity(), OrbsNetwork.members(0, 1));
            RawEnd end = RawEnd.dialling(network, 0);
            end.send(message(header(1, 43, 0, List.of(), 0, 1)));
            end.send(message(header(1, 42, Header.LIST, List.of(OTHER), 0, 1)));
            end.send(message(header(1, 42, Header.ALL_BUT_LIST, List.of(SELF), 0, 1)));
            end.send(message(header(1, 42, 3, List.of(), 0, 1)));
            end.send(message(header(1, 42, 0, List.of(), 9, 1)));
            end.send(message(header(2, 42, 0, List.of(), 0, 1)));
            end.send(message(header(1, 42, 0, List.of(), 0, 2)));
            end.send(PayloadFrame.encode(List.of(Bytes.fromHex("ff"), Bytes.utf8("content"))));
            network.advance(OrbsNetwork.SECOND);
            assertThat(node.received).isEmpty();
            assertThat(end.closed).isEmpty();
            assertThat(node.drops(OrbsDropReasons.WRONG_VIRTUAL_CHAIN)).isEqualTo(1);
            assertThat(node.drops(OrbsDropReasons.NOT_RECIPIENT)).isEqualTo(2);
            assertThat(node.drops(OrbsDropReasons.UNKNOWN_RECIPIENT_MODE)).isEqualTo(1);
            assertThat(node.drops(OrbsDropReasons.UNKNOWN_TOPIC)).isEqualTo(2);
            assertThat(node.drops(OrbsDropReasons.BAD_PROTOCOL_VERSION)).isEqualTo(1);
            assertThat(node.drops(OrbsDropReasons.BAD_HEADER)).isEqualTo(1);
            end.send(message(header(0, 42, Header.LIST, List.of(OTHER, SELF), 0, 1)));
            network.advance(OrbsNetwork.SECOND);
            assertThat(node.texts()).containsExactly("content");
        }
    }

    @Test
    void o17_anAddressListedTwiceIsOneDelivery() {
        try (OrbsNetwork network = new OrbsNetwork(1)) {
            Node node = network.start(0, UnaryOperator.identity(), OrbsNetwork.members(0, 1));
            RawEnd end = RawEnd.dialling(network, 0);
            end.send(message(header(1, 42, Header.LIST, List.of(SELF, SELF), 0, 1)));
            network.advance(OrbsNetwork.SECOND);
            assertThat(node.texts()).containsExactly("content");
        }
    }

    @Test
    void o10_messagesThatNobodyListensToAreReadAndForgotten() {
        try (OrbsNetwork network = new OrbsNetwork(1)) {
            Node node = network.start(0, UnaryOperator.identity(), OrbsNetwork.members(0, 1));
            node.peer.unsubscribe(OrbsTopic.TRANSACTION_RELAY, "recorder");
            RawEnd end = RawEnd.dialling(network, 0);
            end.send(message(header(1, 42, 0, List.of(), 0, 1)));
            network.advance(OrbsNetwork.SECOND);
            node.peer.subscribe(OrbsTopic.TRANSACTION_RELAY, "late", node.received::add);
            end.send(message(header(1, 42, 0, List.of(), 0, 1)));
            network.advance(OrbsNetwork.SECOND);
            assertThat(node.texts()).containsExactly("content");
            assertThat(end.closed).isEmpty();
        }
    }

    @Test
    void equalMessagesAreDeliveredEachTime() {
        try (OrbsNetwork network = OrbsNetwork.of(3)) {
            for (int i = 0; i < 3; i++) {
                network.node(0).send(Recipients.ALL, "tick");
                network.node(1).send(Recipients.ALL, "tick");
            }
            network.advance(OrbsNetwork.SECOND);
            assertThat(network.node(2).texts()).hasSize(6);
            assertThat(network.node(0).texts()).hasSize(3);
        }
    }

    @Test
    void anotherHeaderEncodingIsNamedAsSuch() {
        try (OrbsNetwork network = new OrbsNetwork(1)) {
            List<OrbsNode> both = OrbsNetwork.members(0, 1);
            Node proto = network.start(0, UnaryOperator.identity(), both);
            Node mem = network.start(1, config -> config.withHeaders(HeaderEncoding.MEMBUFFERS), both);
            network.untilLinked();
            proto.send(Recipients.ALL, "a");
            mem.send(Recipients.only(OrbsNetwork.id(0)), "b");
            network.advance(OrbsNetwork.SECOND);
            assertThat(proto.received).isEmpty();
            assertThat(mem.received).isEmpty();
            assertThat(proto.drops(OrbsDropReasons.HEADER_ENCODING)).isEqualTo(1);
            assertThat(mem.drops(OrbsDropReasons.HEADER_ENCODING)).isEqualTo(1);
            assertThat(proto.events.toString()).contains("the peer writes headers as membuffers, we as protobuf");
        }
    }

    @Test
    void membuffersNodesUnderstandEachOther() {
        try (OrbsNetwork network = OrbsNetwork.of(3, config -> config.withHeaders(HeaderEncoding.MEMBUFFERS))) {
            network.node(0).send(Recipients.allBut(OrbsNetwork.id(1)), "mem");
            network.advance(OrbsNetwork.SECOND);
            assertThat(network.node(2).texts()).containsExactly("mem");
            assertThat(network.node(1).received).isEmpty();
        }
    }

    /** A million with {@code -Dorbs.fuzz.frames=1000000}; half of them are legal messages with a few changed bytes. */
    @ParameterizedTest
    @EnumSource
    void o40_randomFramesNeverHurtANode(HeaderEncoding encoding) {
        long seed = Long.getLong("orbs.fuzz.seed", 20_261_121);
        SplittableRandom random = new SplittableRandom(seed);
        try (OrbsNetwork network = new OrbsNetwork(1)) {
            Node node = network.start(0, config -> everything(config, encoding), OrbsNetwork.members(0, 1));
            List<Bytes> legal = legal(encoding);
            RawEnd end = RawEnd.dialling(network, 0);
            for (int i = 0; i < Integer.getInteger("orbs.fuzz.frames", 10_000); i++) {
                byte[] frame = legal.get(random.nextInt(legal.size())).toByteArray();
                if (random.nextBoolean()) {
                    frame = new byte[random.nextInt(4_097)];
                    random.nextBytes(frame);
                } else {
                    for (int changes = random.nextInt(4); changes >= 0; changes--) {
                        frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                }
                end.send(Bytes.wrap(frame));
                network.time.settle();
                node.received.clear();
                node.events.clear();
                if (end.connections.isEmpty()) {
                    end = RawEnd.dialling(network, 0);
                }
            }
            assertThat(node.drops(DropReason.HANDLER_FAILED))
                    .as("seed %d", seed)
                    .isZero();
            end = RawEnd.dialling(network, 0);
            end.send(legal.get(0));
            network.advance(Duration.ofMillis(1));
            assertThat(node.texts()).as("seed %d", seed).containsExactly("content");
        }
    }

    private static OrbsConfig everything(OrbsConfig config, HeaderEncoding encoding) {
        return config.withHeaders(encoding).withForwarding(Forwarding.ON).withApplicationService(7);
    }

    /** One message of each kind, the plain one first. */
    private static List<Bytes> legal(HeaderEncoding encoding) {
        List<Bytes> forwarded =
                List.of(encoding.encode(header(1, 42, 0, List.of(), 0, 1)), Bytes.wrap(new byte[1_000]));
        ForwardRecord record = new ForwardRecord(
                Digests.of(forwarded),
                ForwardedMessage.bytesOf(forwarded),
                2,
                3,
                1,
                Digests.shortId(OrbsNetwork.id(1)));
        return List.of(
                message(encoding, header(1, 42, 0, List.of(), 0, 1), List.of(Bytes.utf8("content"))),
                message(encoding, header(1, 42, 1, List.of(OTHER, SELF), 1, 3), List.of(Bytes.utf8("content"))),
                message(
                        encoding,
                        header(1, 42, 0, List.of(), 4, 1),
                        new Forwarded.Data(new ForwardedMessage(record, SELF, forwarded)).payloads()),
                message(encoding, header(1, 42, 0, List.of(), 4, 2), List.of(record.encode())),
                message(encoding, header(1, 42, 0, List.of(), 4, 3), List.of(record.encode())),
                message(
                        encoding,
                        header(1, 42, 0, List.of(), 5, 7),
                        List.of(
                                OTHER,
                                Bytes.ofLong(1),
                                Bytes.utf8("scope"),
                                Bytes.utf8("name"),
                                Bytes.utf8("segment"))));
    }

    private static Bytes message(HeaderEncoding encoding, Header header, List<Bytes> content) {
        List<Bytes> payloads = new ArrayList<>(content);
        payloads.add(0, encoding.encode(header));
        return PayloadFrame.encode(payloads);
    }
}
