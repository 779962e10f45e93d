package dev.gossip.fisco.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.amop.AmopMessage;
import dev.gossip.fisco.codec.amop.AmopRequest;
import dev.gossip.fisco.codec.amop.TopicLists;
import dev.gossip.fisco.codec.channel.ChannelFrame;
import dev.gossip.fisco.codec.channel.TopicBlock;
import dev.gossip.fisco.codec.link.LengthFirstFraming;
import dev.gossip.fisco.codec.p2p2.P2p2Packet;
import dev.gossip.fisco.codec.p2p2.P2p2Packets;
import dev.gossip.fisco.codec.p2p3.P2p3Packet;
import dev.gossip.fisco.codec.p2p3.P2p3Packets;
import dev.gossip.fisco.codec.p2p3.RoutedHeader;
import dev.gossip.fisco.codec.tars.GatewayStatus;
import dev.gossip.fisco.codec.tars.GroupNodes;
import dev.gossip.fisco.codec.tars.ProtocolInfo;
import dev.gossip.fisco.codec.ws.WsMessage;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.transport.Framing.Cutter;
import dev.gossip.spi.transport.FramingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every golden vector, with the verdict given in it. */
class VectorTest {

    private static final int MAX = P2p3Packets.DEFAULT_MAX_BYTES;
    private final P2p3Packets p2p3 = new P2p3Packets(MAX);
    private final P2p2Packets p2p2 = new P2p2Packets(MAX);

    @Test
    void everyVectorIsOfAKindTestedHere() {
        assertThat(Vectors.all())
                .hasSize(64)
                .allSatisfy(vector -> assertThat(name(vector)).matches("(p2p3|p2p2|amop3|tars|chan2|ws3|tls)-.*"));
    }

    @Test
    void f01_aHeartbeatHas14BytesVersion0AndSeq0() throws MalformedException {
        P2p3Packet heartbeat = P2p3Packet.plain(1, 0, 0, Bytes.empty());
        Bytes bytes = p2p3.encode(heartbeat, true);
        assertThat(bytes.hex()).isEqualTo("0000000e00000001000000000000");
        assertThat(p2p3.decode(bytes)).isEqualTo(heartbeat);
    }

    @Test
    void f02_packetsOfGeneration3AreByteExact() throws MalformedException {
        Set<String> elsewhere = Set.of("p2p3-trailing", "p2p3-incomplete-13", "p2p3-oversize");
        int seen = 0;
        for (JsonNode vector : Vectors.of("p2p3-")) {
            if (name(vector).contains("reject") || elsewhere.contains(name(vector))) {
                continue;
            }
            seen++;
            Bytes bytes = whole(vector);
            P2p3Packet packet = p2p3.decode(bytes);
            JsonNode fields = vector.path("fields");
            assertThat(packet.version())
                    .as(name(vector))
                    .isEqualTo(fields.path("version").asInt());
            assertThat(packet.type())
                    .as(name(vector))
                    .isEqualTo(fields.path("packetType").asInt());
            assertThat(packet.seq())
                    .as(name(vector))
                    .isEqualTo(fields.path("seq").asLong());
            assertThat(packet.ext())
                    .as(name(vector))
                    .isEqualTo(fields.path("ext").asInt() & ~0x10);
            assertThat(packet.isResponse()).isEqualTo(fields.path("response").asBoolean());
            if (fields.has("ttl")) {
                RoutedHeader route = packet.route().orElseThrow();
                assertThat(route.ttl()).isEqualTo(fields.path("ttl").asInt());
                assertThat(route.source().length())
                        .isEqualTo(fields.path("srcP2PNodeIDLength").asInt());
                assertThat(route.destination().length())
                        .isEqualTo(fields.path("dstP2PNodeIDLength").asInt());
            }
            if (fields.has("moduleID")) {
                assertThat(packet.options().orElseThrow().module())
                        .isEqualTo(fields.path("moduleID").asInt());
                assertThat(packet.options().orElseThrow().destinations())
                        .hasSize(fields.path("dstNodeIDs").size());
            }
            boolean compressed = fields.path("compressed").asBoolean();
            if (compressed) {
                assertThat(packet.payload()).isEqualTo(Bytes.utf8("a".repeat(1025)));
            } else {
                assertThat(packet.payload().hex())
                        .startsWith(fields.path("payloadHex").asText());
            }
            Bytes again = p2p3.encode(packet, true);
            assertThat(p2p3.decode(again)).as(name(vector)).isEqualTo(packet);
            if (!compressed) {
                assertThat(again).as(name(vector)).isEqualTo(bytes);
            }
        }
        assertThat(seen).isEqualTo(7);
    }

    @Test
    void f02_amopMessagesOfGeneration3AreByteExact() throws MalformedException {
        for (JsonNode vector : Vectors.of("amop3-")) {
            AmopMessage message = AmopMessage.decode(Vectors.hex(vector));
            assertThat(message.type())
                    .isEqualTo(vector.path("fields").path("type").asInt());
            assertThat(message.status())
                    .isEqualTo(vector.path("fields").path("status").asInt());
            assertThat(message.data().hex())
                    .isEqualTo(vector.path("fields").path("dataHex").asText());
            assertThat(message.encode()).isEqualTo(Vectors.hex(vector));
        }
        Bytes list = AmopMessage.decode(Vectors.hex("amop3-responsetopic")).data();
        assertThat(TopicLists.decode3(list).topics()).containsExactly("t1", "t2");
        assertThat(TopicLists.decode3(list).sequence()).isEqualTo(12);
        assertThat(TopicLists.encode3(TopicLists.decode3(list))).isEqualTo(list);
        Bytes request = AmopMessage.decode(Vectors.hex("amop3-broadcast")).data();
        assertThat(AmopRequest.decode(request)).isEqualTo(new AmopRequest("t1", Bytes.utf8("hello")));
        assertThat(AmopRequest.decode(request).encode()).isEqualTo(request);
    }

    @Test
    void f05_whatTheOriginalRefusesIsRefusedAndTheRestOfTheBufferIsTheNextPacket() throws FramingException {
        List<JsonNode> rejects = Vectors.of("p2p3-reject-");
        assertThat(rejects).hasSize(5);
        for (JsonNode vector : rejects) {
            assertThatThrownBy(() -> read(Vectors.hex(vector)))
                    .as(name(vector))
                    .isInstanceOfAny(MalformedException.class, FramingException.class)
                    .satisfies(e -> assertThat(!(e instanceof MalformedException malformed) || malformed.isFatal())
                            .as("fatal")
                            .isTrue());
        }
        assertThat(cutter().measure(Vectors.hex("p2p3-trailing").asReadOnlyBuffer()))
                .isEqualTo(14);
        assertThat(Vectors.hex("p2p3-trailing").length()).isEqualTo(15);
        assertThat(cutter().measure(Vectors.hex("p2p3-incomplete-13").asReadOnlyBuffer()))
                .isEqualTo(14);
        assertThatThrownBy(() -> cutter().measure(
                                Vectors.hex("p2p3-oversize").slice(0, 4).asReadOnlyBuffer()))
                .isInstanceOfSatisfying(
                        FramingException.class, e -> assertThat(e.reason()).isEqualTo(DropReason.FRAME_TOO_LARGE))
                .hasMessageContaining("33554433")
                .hasMessageContaining("33554432");
    }

    @Test
    void f02_tarsStructuresAreByteExact() throws MalformedException {
        assertThat(GatewayStatus.decode(Vectors.hex("tars-gatewaynodestatus-empty")))
                .isEqualTo(new GatewayStatus("gw-uuid", 1, List.of()));
        ProtocolInfo info = new ProtocolInfo(0, 0, 2);
        GatewayStatus status = new GatewayStatus(
                "gw-uuid",
                5,
                List.of(new GroupNodes("group0", List.of("aa", "bb"), 0, List.of(info, info), List.of(2, 4))));
        assertThat(GatewayStatus.decode(Vectors.hex("tars-gatewaynodestatus"))).isEqualTo(status);
        for (JsonNode vector : Vectors.of("tars-")) {
            assertThat(GatewayStatus.decode(Vectors.hex(vector)).encode()).isEqualTo(Vectors.hex(vector));
        }
        ProtocolInfo gateway = new ProtocolInfo(ProtocolInfo.GATEWAY, 0, 3);
        assertThat(gateway.encode().hex()).isEqualTo("10012c3003");
        assertThat(ProtocolInfo.decode(gateway.encode())).isEqualTo(gateway);
    }

    @Test
    void f25_packetsOfGeneration2AreByteExact() throws MalformedException {
        for (JsonNode vector : Vectors.of("p2p2-")) {
            P2p2Packet packet = p2p2.decode(Vectors.hex(vector));
            JsonNode fields = vector.path("fields");
            assertThat(packet.group() << 16 | packet.module())
                    .isEqualTo(fields.path("protocolID").asInt());
            assertThat(packet.type()).isEqualTo(fields.path("packetType").asInt());
            assertThat(packet.seq()).isEqualTo(fields.path("seq").asLong());
            assertThat(packet.version()).isZero();
            boolean compressed = fields.path("version").asInt() == 0x8000;
            Bytes payload = compressed
                    ? Bytes.utf8("a".repeat(1025))
                    : Bytes.fromHex(fields.path("payloadHex").asText());
            assertThat(packet.payload()).isEqualTo(payload);
            assertThat(p2p2.encode(packet, true)).as(name(vector)).isEqualTo(Vectors.hex(vector));
        }
    }

    @Test
    void f25_topicPacketsOfGeneration2HaveTheKnownShape() {
        assertThat(p2p2.encode(new P2p2Packet(0, 0, 2, true, 3, 7, Bytes.utf8("5\tt1\tt2")), true)
                        .hex())
                .isEqualTo("00000017" + "0000" + "fffffffe" + "0003" + "00000007" + "35097431097432");
    }

    @Test
    void packetsOfRc1ChainsCanBeRead() throws MalformedException {
        assertThat(p2p2.decodeRc1(Bytes.fromHex("0000000d" + "8102" + "0003" + "00000007" + "61")))
                .isEqualTo(new P2p2Packet(0, 1, 2, true, 3, 7, Bytes.utf8("a")));
    }

    @Test
    void channelFramesAreByteExact() throws MalformedException {
        for (JsonNode vector : Vectors.of("chan2-")) {
            ChannelFrame frame = ChannelFrame.decode(Vectors.hex(vector));
            JsonNode fields = vector.path("fields");
            assertThat(frame.type())
                    .isEqualTo(Integer.decode(fields.path("type").asText()));
            assertThat(frame.seq()).isEqualTo(fields.path("seq").asText());
            assertThat(frame.result()).isEqualTo(fields.path("result").asInt());
            assertThat(frame.encode()).as(name(vector)).isEqualTo(Vectors.hex(vector));
            boolean block = Set.of(ChannelFrame.AMOP_REQUEST, ChannelFrame.AMOP_RESPONSE, ChannelFrame.AMOP_MULTICAST)
                            .contains(frame.type())
                    && frame.result() == 0
                    && !name(vector).contains("wraps");
            if (block) {
                assertThat(TopicBlock.decode(frame.data()).encode()).isEqualTo(frame.data());
            }
        }
    }

    @Test
    void f36_aTopicOf254BytesFitsAndOneOf255IsRefusedCleanly() throws MalformedException {
        Bytes longest = ChannelFrame.decode(Vectors.hex("chan2-amop-topic-254")).data();
        assertThat(TopicBlock.decode(longest).topic()).isEqualTo("L".repeat(254));
        assertThat(TopicBlock.decode(longest).data()).isEqualTo(Bytes.utf8("longtopic"));
        Bytes wrapped =
                ChannelFrame.decode(Vectors.hex("chan2-amop-topic-255-wraps")).data();
        assertThatThrownBy(() -> TopicBlock.decode(wrapped))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.isFatal()).isFalse())
                .hasMessageContaining("254");
        assertThatThrownBy(() -> new TopicBlock("L".repeat(255), Bytes.empty()).encode())
                .hasMessageContaining("254");
        Bytes utf8 = ChannelFrame.decode(Vectors.hex("chan2-amop-unicast-utf8")).data();
        assertThat(TopicBlock.decode(utf8)).isEqualTo(new TopicBlock("主题", Bytes.utf8("你好")));
    }

    @Test
    void websocketMessagesAreByteExact() throws MalformedException {
        for (JsonNode vector : Vectors.of("ws3-")) {
            WsMessage message = WsMessage.decode(Vectors.hex(vector));
            JsonNode fields = vector.path("fields");
            assertThat(message.type())
                    .isEqualTo(Integer.decode(fields.path("type").asText()));
            assertThat(message.status()).isEqualTo(fields.path("status").asInt());
            assertThat(message.seq().utf8()).isEqualTo(fields.path("seq").asText());
            assertThat(message.payload().utf8())
                    .isEqualTo(fields.path("payload").asText());
            assertThat(message.encode()).as(name(vector)).isEqualTo(Vectors.hex(vector));
        }
    }

    @Test
    void f07_packetsAreFoundHoweverTheStreamIsChopped() throws FramingException {
        List<Bytes> frames = Vectors.of("p2p3-").stream()
                .filter(vector -> !vector.path("fields").has("verdict"))
                .map(VectorTest::whole)
                .toList();
        Bytes stream = Bytes.concat(frames);
        for (int chunk : new int[] {1, 7, stream.length()}) {
            Cutter cutter = cutter();
            List<Bytes> found = new ArrayList<>();
            int start = 0;
            for (int end = chunk; start < stream.length(); end = Math.min(stream.length(), end + chunk)) {
                int length = cutter.measure(stream.slice(start, end - start).asReadOnlyBuffer());
                while (length != Cutter.UNKNOWN && length <= end - start) {
                    found.add(stream.slice(start, length));
                    start += length;
                    length = cutter.measure(stream.slice(start, end - start).asReadOnlyBuffer());
                }
            }
            assertThat(found).as("in chunks of " + chunk).isEqualTo(frames);
        }
    }

    /** An SDK that speaks TLS to a plain endpoint must not make it wait for 369 MB. */
    @Test
    void aTlsRecordIsNotTakenForTheStartOfAPacket() {
        assertThatThrownBy(() -> cutter().measure(
                                Vectors.hex("tls-clienthello-sdk-2.9.3").asReadOnlyBuffer()))
                .isInstanceOfSatisfying(
                        FramingException.class, e -> assertThat(e.reason()).isEqualTo(DropReason.FRAME_TOO_LARGE));
    }

    /** As a link does it: cut first, then decode. */
    private void read(Bytes stream) throws FramingException, MalformedException {
        int length = cutter().measure(stream.asReadOnlyBuffer());
        p2p3.decode(stream.slice(0, length));
    }

    private Cutter cutter() {
        return new LengthFirstFraming(P2p3Packets.HEADER_BYTES, MAX).newCutter();
    }

    /** Truncated vectors go on with the letter a. */
    private static Bytes whole(JsonNode vector) {
        Bytes bytes = Vectors.hex(vector);
        int missing = vector.path("fields").path("length").asInt() - bytes.length();
        return vector.path("truncated").asBoolean()
                ? Bytes.concat(bytes, Bytes.wrap(HexFormat.of().parseHex("61".repeat(missing))))
                : bytes;
    }

    private static String name(JsonNode vector) {
        return vector.path("name").asText();
    }
}
