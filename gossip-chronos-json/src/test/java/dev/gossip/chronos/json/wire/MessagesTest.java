package dev.gossip.chronos.json.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.chronos.json.wire.WireMessage.Greeting;
import dev.gossip.chronos.json.wire.WireMessage.Height;
import dev.gossip.spi.protocol.MalformedException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of Chronos v1.2, and everything else that may arrive. */
class MessagesTest {

    private static final String HASH = "9f".repeat(32);
    private static final String BLOCK =
            "{\"magic_no\": \"0xD9B4BEF9\", \"block_header\": {\"timestamp\": \"1672374600000\","
                    + " \"prev_block_hash\": \"" + "0".repeat(64) + "\", \"hash\": \"" + HASH
                    + "\", \"hash_merkle_root\": \""
                    + "ab".repeat(32)
                    + "\", \"height\": 42, \"nonce\": null}, \"transactions\": [{\"tx_hash\": \"a\\u8282\","
                    + " \"n\": [1, 2.5e3, {}]}, {}]}";

    private static WireMessage read(String text) throws MalformedException {
        return MessageReader.read(Bytes.utf8(text));
    }

    private static String framed(Bytes frame) {
        ByteBuffer out = ByteBuffer.allocate(4 + frame.length());
        new JsonFraming(JsonFraming.MAX_FRAME_BYTES).writePrefix(frame.length(), out);
        frame.copyTo(out);
        return Bytes.wrap(out.array()).hex();
    }

    @Test
    void c01_compactAndSpacedPullsAreTheSame() throws MalformedException {
        WireMessage pull = new WireMessage(Code.PULL_BLOCK, new Height(42));
        assertThat(framed(MessageWriter.write(pull))).isEqualTo("000000147b22636f6465223a322c2264617461223a34327d");
        assertThat(read("{\"code\":2,\"data\":42}")).isEqualTo(pull);
        assertThat(read("{\"code\": 2, \"data\": 42}")).isEqualTo(pull);
        assertThat(read("{\"data\": \"42\", \"extra\": [{}], \"code\": \"PULL_BLOCK\"}"))
                .isEqualTo(pull);
    }

    @Test
    void c09_handshakesAreWrittenAsInTheExample() {
        Bytes frame = MessageWriter.write(new WireMessage(
                Code.HANDSHAKE, new Greeting(1_672_374_597_123L, 41, "1PuRN6PvTfhVazxoK8zZ3eFvTUSU76VHRF", false, "")));
        assertThat(frame.utf8())
                .isEqualTo("{\"code\":1,\"data\":{\"timestamp\":1672374597123,\"height\":41,"
                        + "\"address\":\"1PuRN6PvTfhVazxoK8zZ3eFvTUSU76VHRF\"}}");
        assertThat(framed(frame)).startsWith("00000068");
    }

    @Test
    void marksOfOursAreMembersThatOthersIgnore() throws MalformedException {
        Greeting ours = new Greeting(1_672_374_597_123L, 41, "1Pu", true, "[::1]:4400");
        Bytes frame = MessageWriter.write(new WireMessage(Code.HANDSHAKE, ours));
        assertThat(frame.utf8())
                .isEqualTo("{\"code\":1,\"data\":{\"timestamp\":1672374597123,\"height\":41,\"address\":\"1Pu\","
                        + "\"application\":true,\"listening\":\"[::1]:4400\"}}");
        assertThat(MessageReader.read(frame).data()).isEqualTo(ours);
        for (String listening : new String[] {"7", "null", "[\"a:1\"]", "{\"a\":{}}", "true"}) {
            assertThat(read("{\"code\":1,\"data\":{\"listening\":" + listening
                                    + ",\"timestamp\":1672374597123,\"height\":41,\"address\":\"1Pu\"}}")
                            .data())
                    .isEqualTo(new Greeting(1_672_374_597_123L, 41, "1Pu", false, ""));
        }
    }

    @Test
    void c10_answersAreWrittenAsInTheExamples() {
        assertThat(MessageWriter.write(WireMessage.NOTHING).utf8()).isEqualTo("{\"code\":0,\"data\":\"0\"}");
        assertThat(MessageWriter.write(WireMessage.UNREADABLE).utf8()).isEqualTo("{\"code\":0,\"data\":\"\"}");
        for (Code code : new Code[] {Code.NEW_BLOCK_HASH, Code.GET_BLOCK, Code.BLOCK_KNOWN}) {
            Bytes frame = MessageWriter.write(WireMessage.of(code, HASH));
            assertThat(frame.utf8()).isEqualTo("{\"code\":" + code.number() + ",\"data\":\"" + HASH + "\"}");
            assertThat(framed(frame)).startsWith("00000054");
        }
        assertThat(framed(MessageWriter.write(WireMessage.NOTHING))).startsWith("00000015");
    }

    @Test
    void c11_secondsAndNamesAreUnderstood() throws MalformedException {
        Greeting expected = new Greeting(1_672_374_597_123L, -1, "1Pu", false, "");
        for (String code : new String[] {"1", "\"SHAKEHAND\"", "\"HANDSHAKE\""}) {
            assertThat(read("{\"code\": " + code + ", \"data\": {\"height\": -1, \"address\": \"1Pu\", \"timestamp\":"
                                    + " 1672374597.123456}}")
                            .data())
                    .isEqualTo(expected);
        }
        for (Code code : Code.values()) {
            if (code != Code.APPLICATION && code != Code.HANDSHAKE) {
                String data = switch (code) {
                    case PULL_BLOCK -> "7";
                    case PUSH_BLOCK, NEW_BLOCK -> BLOCK;
                    default -> "\"" + HASH + "\"";
                };
                WireMessage byNumber = read("{\"code\":" + code.number() + ",\"data\":" + data + "}");
                assertThat(byNumber.code()).isEqualTo(code);
                assertThat(read("{\"code\":\"" + code + "\",\"data\":" + data + "}"))
                        .isEqualTo(byNumber);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"99", "\"FOO\"", "\"shakehand\"", "-1", "1.0", "null", "{}", "99999999999999999999", "true"})
    void c12_otherCodesAreUnknown(String code) {
        assertThatThrownBy(() -> read("{\"code\": " + code + ", \"data\": 1}"))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.reason()).isEqualTo(MessageReader.UNKNOWN_CODE));
    }

    @Test
    void c22_whatKnowsABlockMayLeaveItsHashOut() throws MalformedException {
        for (String data : new String[] {",\"data\":{}", ",\"data\":\"\"", ",\"data\":null", ""}) {
            assertThat(read("{\"code\": 7" + data + "}")).isEqualTo(WireMessage.of(Code.BLOCK_KNOWN, ""));
        }
        assertThat(read("{\"code\":7,\"data\":\"" + HASH.toUpperCase(java.util.Locale.ROOT) + "\"}"))
                .isEqualTo(WireMessage.of(Code.BLOCK_KNOWN, HASH));
        assertThat(read("{\"code\":5,\"data\":{\"hash\":\"" + HASH + "\",\"height\":7}}"))
                .isEqualTo(WireMessage.of(Code.NEW_BLOCK_HASH, HASH));
    }

    @Test
    void blocksKeepTheirText() throws MalformedException {
        String frame = "{\"code\":4,\"data\":" + BLOCK + "}";
        WireMessage message = read(frame);
        var block = ((WireMessage.Block) message.data()).value();
        assertThat(block.json().utf8()).isEqualTo(BLOCK);
        assertThat(block.height()).isEqualTo(42);
        assertThat(block.transactions()).extracting(Bytes::utf8).element(1).isEqualTo("{}");
        assertThat(block.header().json().utf8()).startsWith("{\"timestamp\"").endsWith("null}");
        assertThat(MessageWriter.write(message).utf8()).isEqualTo(frame);
        assertThat(read("{\"data\":" + BLOCK + ", \"code\":4}")).isEqualTo(message);
    }

    @Test
    void c37_lengthsCountBytes() throws MalformedException {
        Bytes raw = Bytes.utf8("{\"code\": 1, \"data\": {\"address\": \"\u8282\u70b9\"}}");
        assertThat(raw.utf8()).hasSize(38);
        assertThat(framed(raw)).startsWith("0000002a");
        Greeting greeting = new Greeting(1_672_374_597_123L, 3, "\u8282\u70b9", false, "");
        Bytes frame = MessageWriter.write(new WireMessage(Code.HANDSHAKE, greeting));
        assertThat(framed(frame)).startsWith(String.format("%08x", frame.length()));
        assertThat(MessageReader.read(frame).data()).isEqualTo(greeting);
        assertThat(
                        read("{\"code\":1,\"data\":{\"timestamp\":1672374597123,\"height\":3,\"address\":\"\\u8282\\u70b9\"}}")
                                .data())
                .isEqualTo(greeting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "[]",
                "{}",
                "null",
                "{\"code\":2}",
                "{\"code\":2,\"data\":-1}",
                "{\"code\":2,\"data\":1.0}",
                "{\"code\":2,\"data\":1e3}",
                "{\"code\":2,\"data\":9007199254740992}",
                "{\"code\":2,\"data\":1}{}",
                "{\"code\":2,\"data\":1",
                "{\"code\":2,\"code\":2,\"data\":1}",
                "{\"code\":2,\"data\":1,\"data\":1}",
                "{\"code\":5,\"data\":\"abc\"}",
                "{\"code\":5,\"data\":{}}",
                "{\"code\":1,\"data\":{}}",
                "{\"code\":1,\"data\":{\"timestamp\":1,\"height\":1,\"address\":\"\"}}",
                "{\"code\":1,\"data\":{\"timestamp\":\"1\",\"height\":1,\"address\":\"a\"}}",
                "{\"code\":1,\"data\":{\"timestamp\":1,\"height\":0.5,\"address\":\"a\"}}",
                "{\"code\":4,\"data\":{}}",
                "{\"code\":4,\"data\":{\"block_header\":{},\"transactions\":[]}}"
            })
    void whatBreaksARuleIsMalformed(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void c38_deepTextsAndTwinsAreRefused() {
        for (String open : new String[] {"[", "{\"a\":"}) {
            String deep = "{\"code\":0,\"data\":" + open.repeat(10_000);
            assertThatThrownBy(() -> read(deep))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("64");
        }
        String twins = BLOCK.replace("\"n\":", "\"tx_hash\": \"b\", \"n\":");
        assertThatThrownBy(() -> read("{\"code\":4,\"data\":" + twins + "}"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("uplicate");
        String number = "1".repeat(10_000);
        assertThatThrownBy(() -> read("{\"code\":2,\"data\":" + number + "}")).isInstanceOf(MalformedException.class);
        byte[] wide = "{\"code\":2,\"data\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> MessageReader.read(Bytes.wrap(wide))).isInstanceOf(MalformedException.class);
    }

    @Test
    void everyCutAndChangedFrameIsReadOrMalformed() {
        long seed = 20_261_121;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] frame = Bytes.utf8("{\"code\":4,\"data\":" + BLOCK + "}").toByteArray();
        for (int length = 0; length < frame.length; length++) {
            Bytes cut = Bytes.wrap(frame, 0, length);
            assertThatThrownBy(() -> MessageReader.read(cut)).isInstanceOf(MalformedException.class);
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = frame.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                changed[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                MessageWriter.write(MessageReader.read(Bytes.wrap(changed)));
            } catch (MalformedException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
    }
}
