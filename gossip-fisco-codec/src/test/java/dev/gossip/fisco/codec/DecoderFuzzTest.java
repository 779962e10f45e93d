package dev.gossip.fisco.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.body.TopicList;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.amop.AmopMessage;
import dev.gossip.fisco.codec.amop.AmopRequest;
import dev.gossip.fisco.codec.amop.TopicLists;
import dev.gossip.fisco.codec.channel.ChannelFrame;
import dev.gossip.fisco.codec.channel.TopicBlock;
import dev.gossip.fisco.codec.front.FrontMessage;
import dev.gossip.fisco.codec.front.Modules;
import dev.gossip.fisco.codec.p2p2.P2p2Packets;
import dev.gossip.fisco.codec.p2p3.P2p3Packet;
import dev.gossip.fisco.codec.p2p3.P2p3Packets;
import dev.gossip.fisco.codec.p2p3.PacketOptions;
import dev.gossip.fisco.codec.p2p3.RoutedHeader;
import dev.gossip.fisco.codec.tars.GatewayStatus;
import dev.gossip.fisco.codec.tars.RouterTable;
import dev.gossip.fisco.codec.tars.TarsStruct;
import dev.gossip.fisco.codec.tars.TarsWriter;
import dev.gossip.fisco.codec.wire.Json;
import dev.gossip.fisco.codec.wire.WireWriter;
import dev.gossip.fisco.codec.ws.WsMessage;
import dev.gossip.spi.protocol.MalformedException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** No bytes make a decoder do anything but read or refuse them, and none make it take memory that the bytes do not have. */
class DecoderFuzzTest {

    private static final int MAX = 1 << 20;

    private final P2p3Packets p2p3 = new P2p3Packets(MAX);
    private final P2p2Packets p2p2 = new P2p2Packets(MAX);

    @Test
    void everyDecoderSurvivesEveryDamagedVector() {
        for (JsonNode vector : Vectors.all()) {
            String name = vector.path("name").asText();
            Bytes bytes = Vectors.hex(vector);
            Fuzz.damage(name, bytes, p2p3::decode);
            Fuzz.damage(name, bytes, p2p2::decode);
            Fuzz.damage(name, bytes, p2p2::decodeRc1);
            Fuzz.damage(name, bytes, ChannelFrame::decode);
            Fuzz.damage(name, bytes, WsMessage::decode);
            Fuzz.damage(name, bytes, AmopMessage::decode);
            Fuzz.damage(name, bytes, GatewayStatus::decode);
        }
    }

    @Test
    void decodersOfPayloadsSurviveDamage() {
        Fuzz.damage("request", new AmopRequest("主题", Bytes.utf8("data")).encode(), AmopRequest::decode);
        TopicList list = new TopicList(12, List.of("a", "主题"));
        Fuzz.damage("list 2", TopicLists.encode2(list), TopicLists::decode2);
        Fuzz.damage("list 3", TopicLists.encode3(list), TopicLists::decode3);
        Fuzz.damage("block", new TopicBlock("t1", Bytes.utf8("x")).encode(), TopicBlock::decode);
        Fuzz.damage("front", front().encode(), FrontMessage::decode);
        Fuzz.damage("routes", routes().encode(), RouterTable::decode);
    }

    @Test
    void whatIsEncodedIsDecodedAlike() throws MalformedException {
        assertThat(FrontMessage.decode(front().encode())).isEqualTo(front());
        assertThat(RouterTable.decode(routes().encode())).isEqualTo(routes());
        assertThat(routes().encode().hex()).contains("3001").endsWith("4a0b0b");
        for (TopicList list : List.of(
                new TopicList(0, List.of()), new TopicList(7, List.of("")), new TopicList(8, List.of("a", "", "b")))) {
            assertThat(TopicLists.decode2(TopicLists.encode2(list))).isEqualTo(list);
            assertThat(TopicLists.decode3(TopicLists.encode3(list))).isEqualTo(list);
        }
        assertThat(TopicLists.decode3(Bytes.utf8("{\"topicItems\":null,\"topicSeq\":1}")))
                .isEqualTo(new TopicList(1, List.of()));
        for (long number : new long[] {0, 1, -1, 127, 128, -129, 40_000, 1L << 31, Long.MIN_VALUE}) {
            Bytes written =
                    new TarsWriter().number(3, number).number(200, number).done();
            assertThat(TarsStruct.decode(written).number(3, "x")).isEqualTo(number);
            assertThat(TarsStruct.decode(written).number(200, "x")).isEqualTo(number);
        }
        Bytes longText = Bytes.utf8("x".repeat(300));
        assertThat(TarsStruct.decode(new TarsWriter().string(1, longText).done())
                        .string(1, "x"))
                .isEqualTo(longText);
    }

    @Test
    void f06_zstdBombsAreRefusedBeforeMemoryIsTaken() {
        Bytes bomb = Bytes.wrap(Zstd.compress(new byte[64 * MAX], 1));
        assertThat(bomb.length()).isLessThan(MAX / 64);
        assertBomb(() -> p2p3.decode(packet3(bomb)), "67108864");
        // A frame header alone may announce anything.
        Bytes liar = Bytes.fromHex("28b52ffde0ffffffffffffff0f010000");
        assertThatThrownBy(() -> p2p3.decode(packet3(liar))).isInstanceOf(MalformedException.class);
        Bytes two = Bytes.concat(
                Bytes.wrap(Zstd.compress(new byte[100], 1)), Bytes.wrap(Zstd.compress(new byte[2 * MAX], 1)));
        assertThatThrownBy(() -> p2p3.decode(packet3(two))).isInstanceOf(MalformedException.class);
    }

    @Test
    void f06_snappyBombsAreRefusedBeforeMemoryIsTaken() throws IOException {
        Bytes bomb = Bytes.wrap(Snappy.compress(new byte[16 * MAX]));
        assertThat(bomb.length()).isLessThan(MAX);
        assertBomb(() -> p2p2.decode(packet2(bomb)), "16777216");
        assertThatThrownBy(() -> p2p2.decode(packet2(Bytes.fromHex("ffffffff0f00"))))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> p2p2.decode(packet2(Bytes.empty()))).isInstanceOf(MalformedException.class);
    }

    @Test
    void f06_onlyPayloadsAbove1024BytesOfVersion2AreCompressed() throws MalformedException {
        for (int version : new int[] {0, 1, 2, 3}) {
            for (int size : new int[] {1024, 1025}) {
                P2p3Packet packet = new P2p3Packet(
                        version,
                        7,
                        9,
                        0,
                        version == 0
                                ? Optional.empty()
                                : Optional.of(new RoutedHeader(10, Bytes.empty(), Bytes.empty())),
                        Optional.empty(),
                        Bytes.wrap(new byte[size]));
                Bytes bytes = p2p3.encode(packet, true);
                assertThat(bytes.length() < 1000).isEqualTo(version >= 2 && size > 1024);
                assertThat(p2p3.decode(bytes)).isEqualTo(packet);
                assertThat(p2p3.encode(packet, false).length()).isGreaterThan(1000);
            }
        }
    }

    @Test
    void f03_destinationsMustHaveTheLengthOfTheSourceAndBeAtMost255() {
        assertThatThrownBy(() -> p2p3.encode(group(Bytes.utf8("abc"), List.of(Bytes.utf8("ab"))), true))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("one length");
        assertThatThrownBy(() -> p2p3.encode(group(Bytes.empty(), List.of()), true))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("source");
        List<Bytes> many = Collections.nCopies(256, Bytes.utf8("abc"));
        assertThatThrownBy(() -> p2p3.encode(group(Bytes.utf8("abc"), many), true))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("255");
        assertThat(p2p3.encode(group(Bytes.utf8("abc"), many.subList(0, 255)), true)
                        .length())
                .isEqualTo(14 + 3 + 5 + 1 + 255 * 3 + 2);
    }

    @Test
    void f03_optionsArePresentIfAndOnlyIfTheTypeHasThem() throws MalformedException {
        P2p3Packet packet = group(Bytes.utf8("abc"), List.of(Bytes.utf8("def")));
        Bytes bytes = p2p3.encode(packet, true);
        assertThat(p2p3.decode(bytes)).isEqualTo(packet);
        assertThat(bytes.hex()).endsWith("0003" + "616263" + "01" + "646566" + "0bb8");
        assertThatThrownBy(() -> p2p3.encode(P2p3Packet.plain(5, 1, 0, Bytes.empty()), true))
                .hasMessageContaining("need options");
        byte[] other = bytes.toByteArray();
        other[7] = 7;
        assertThat(p2p3.decode(Bytes.wrap(other)).options()).isEmpty();
    }

    @Test
    void jsonAndTarsCannotNestOrRepeatWithoutBound() {
        String deep = "[".repeat(5_000);
        assertThatThrownBy(() -> Json.object(Bytes.utf8("{\"a\":" + deep), "deep"))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Json.object(Bytes.utf8("{\"a\":1,\"a\":2}"), "twice"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("Duplicate");
        assertThatThrownBy(() -> Json.object(Bytes.utf8("{} {}"), "two")).isInstanceOf(MalformedException.class);
        Bytes structs = Bytes.fromHex("0a".repeat(100_000));
        assertThatThrownBy(() -> TarsStruct.decode(structs)).hasMessageContaining("levels");
        Bytes zeros = new WireWriter(300_006)
                .bytes(Bytes.fromHex("1902"))
                .i32(300_000)
                .bytes(Bytes.fromHex("0c".repeat(300_000)))
                .done();
        assertThatThrownBy(() -> TarsStruct.decode(zeros)).hasMessageContaining("200000");
        List<String> topics = Collections.nCopies(TopicLists.MAX_TOPICS + 1, "t");
        Bytes flood2 = Bytes.utf8("1\t" + String.join("\t", topics));
        assertThatThrownBy(() -> TopicLists.decode2(flood2)).hasMessageContaining("20000");
        Bytes flood3 = TopicLists.encode3(new TopicList(1, topics));
        assertThatThrownBy(() -> TopicLists.decode3(flood3)).hasMessageContaining("20000");
    }

    private static P2p3Packet group(Bytes source, List<Bytes> destinations) {
        return new P2p3Packet(
                0,
                5,
                1,
                0,
                Optional.empty(),
                Optional.of(new PacketOptions("g", source, destinations, Modules.AMOP)),
                Bytes.empty());
    }

    private static void assertBomb(ThrowingCallable decoding, String size) {
        assertThatThrownBy(decoding)
                .isInstanceOfSatisfying(MalformedException.class, e -> {
                    assertThat(e.reason()).isEqualTo(DropReason.FRAME_TOO_LARGE);
                    assertThat(e.isFatal()).isTrue();
                })
                .hasMessageContaining(size)
                .hasMessageContaining(Integer.toString(MAX));
    }

    private static Bytes packet3(Bytes payload) {
        return new WireWriter(14)
                .i32(14 + payload.length())
                .bytes(Bytes.fromHex("0000" + "0007" + "00000009" + "0010"))
                .bytes(payload)
                .done();
    }

    private static Bytes packet2(Bytes payload) {
        return new WireWriter(16)
                .i32(16 + payload.length())
                .bytes(Bytes.fromHex("8000" + "00000001" + "0000" + "00000009"))
                .bytes(payload)
                .done();
    }

    private static FrontMessage front() {
        return new FrontMessage(Modules.PBFT, Bytes.utf8("uuid"), 1, Bytes.utf8("payload"));
    }

    private static RouterTable routes() {
        return new RouterTable(List.of(
                new RouterTable.Entry(Bytes.utf8("aa"), Bytes.utf8("bb"), 2, Bytes.utf8("s"), Bytes.utf8("raw")),
                new RouterTable.Entry(Bytes.utf8("cc"), Bytes.empty(), 1, Bytes.empty(), Bytes.empty())));
    }
}
