package dev.gossip.examples.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages are those that Chronos publishes, and such with a fault. */
class ChronosFrameInspectorTest {

    private static final String HASH = "ea1095542ea7b50d1c4c0cf3f9a2a4152d929d6e2eaa71c52171301af95e2685";
    private static final String BLOCK =
            "{\"code\": 4, \"data\": {\"magic_no\": \"0xD9B4BEF9\", \"block_header\": {\"timestamp\": \"1672374600000\","
                    + " \"prev_block_hash\": \"" + "0".repeat(64) + "\", \"hash\": \"" + HASH
                    + "\", \"hash_merkle_root\": \"" + "ab".repeat(32)
                    + "\", \"height\": 42, \"nonce\": null}, \"transactions\": [{\"n\": 1}, {}]}}";
    private static final String GREETING =
            "{\"code\": 1, \"data\": {\"height\": 41, \"address\": \"1Pu\"," + " \"timestamp\": 1672374597.123456}}";

    private static ObjectNode inspected(Bytes frame) {
        return new ChronosFrameInspector().inspect(frame);
    }

    private static Bytes framed(String text) {
        Bytes json = Bytes.utf8(text);
        ByteBuffer length = ByteBuffer.allocate(4).putInt(0, json.length());
        return Bytes.concat(Bytes.wrap(length.array()), json);
    }

    @Test
    void everyCodeIsShownByNumberAndName() {
        assertThat(inspected(Bytes.fromHex("000000147b22636f6465223a322c2264617461223a34327d"))
                        .toString())
                .isEqualTo("{\"ok\":true,\"length\":20,\"code\":2,\"name\":\"PULL_BLOCK\",\"fields\":{\"height\":42}}");
        ObjectNode greeting = inspected(framed(GREETING));
        assertThat(greeting.get("name").asText()).isEqualTo("HANDSHAKE");
        assertThat(greeting.at("/fields/timestamp").asLong()).isEqualTo(1_672_374_597_123L);
        assertThat(greeting.at("/fields/address").asText()).isEqualTo("1Pu");
        ObjectNode announcement = inspected(framed("{\"code\":\"NEW_BLOCK_HASH\",\"data\":\"" + HASH + "\"}"));
        assertThat(announcement.get("code").asInt()).isEqualTo(5);
        assertThat(announcement.at("/fields/hash").asText()).isEqualTo(HASH);
        assertThat(inspected(framed("{\"code\":0,\"data\":\"0\"}")).get("name").asText())
                .isEqualTo("EMPTY_MSG");
    }

    @Test
    void blocksAreShownAndTheirHashesChecked() {
        ObjectNode shown = inspected(framed(BLOCK));
        assertThat(shown.get("ok").asBoolean()).as("%s", shown).isTrue();
        assertThat(shown.get("hashed_by").toString()).isEqualTo("[\"chronos-legacy\"]");
        assertThat(shown.at("/fields/height").asInt()).isEqualTo(42);
        assertThat(shown.at("/fields/transactions").asInt()).isEqualTo(2);
        ObjectNode changed = inspected(framed(BLOCK.replace("\"height\": 42", "\"height\": 43")));
        assertThat(changed.get("error").asText()).startsWith("wrong-hash: ").contains("canonical, chronos-legacy");
        assertThat(changed.at("/fields/height").asInt()).isEqualTo(43);
    }

    @Test
    void aTextWithoutItsLengthStandsForItself() {
        assertThat(inspected(Bytes.utf8(GREETING)).get("length").asInt()).isEqualTo(GREETING.length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"code":99,"data":1}            | unknown-code: no code is 99          |
            {"code":2,"data":-1}            | a height is outside 0                | PULL_BLOCK
            {"code":2,"data":1.5}           | a height is not an integer           | PULL_BLOCK
            {"code":5,"data":"9f"}          | a hash is not 64 hexadecimal digits  | NEW_BLOCK_HASH
            {"code":1,"data":{"height":1}}  | a handshake needs timestamp          | HANDSHAKE
            {"code":4,"data":{}}            | a block needs block_header           | NEW_BLOCK
            {"code":2,"code":2,"data":1}    | Duplicate field 'code'               | PULL_BLOCK
            {"code":2,"data":1}{}           | something follows the message        | PULL_BLOCK
            {"data":1}                      | a message has no code                |
            []                              | a message is START_ARRAY             |
            {"code":2,                      | not JSON within the limits           | PULL_BLOCK
            """)
    void faultsAreNamed(String text, String rule, String name) {
        ObjectNode shown = inspected(framed(text));
        assertThat(shown.get("ok").asBoolean()).isFalse();
        assertThat(shown.get("error").asText()).contains(rule);
        assertThat(shown.path("name").asText(null)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4 bytes of length",
        "0000, 4 bytes of length",
        "00000000, holds no object",
        "ffffffff, exceeds the limit of 10485760",
        "00a00001, exceeds the limit",
        "000000147b22, the length says 20 bytes and 2 follow",
    })
    void wrongLengthsAreNamed(String hex, String rule) {
        assertThat(inspected(Bytes.fromHex(hex)).get("error").asText()).contains(rule);
    }

    @Test
    void tenThousandSpoiltFramesEndInAVerdict() {
        long seed = 20_261_121;
        Mutations mutations = new Mutations(
                seed,
                List.of(
                        framed(BLOCK),
                        framed(GREETING),
                        framed("{\"code\":5,\"data\":\"" + HASH + "\"}"),
                        framed("{\"code\":1000,\"data\":{\"author\":\"a\",\"number\":1,\"scope\":\"s\",\"name\":\"n\","
                                + "\"direct\":false,\"segments\":[\"AQID\",\"\"]}}")));
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            Bytes spoilt = mutations.next();
            assertThatCode(() -> inspected(spoilt))
                    .as("seed %d, round %d: %s", seed, i, spoilt.hex())
                    .doesNotThrowAnyException();
            ObjectNode shown = inspected(spoilt);
            if (!shown.get("ok").asBoolean()) {
                refused++;
                assertThat(shown.get("error").asText())
                        .as("seed %d, round %d", seed, i)
                        .matches("(?s)[a-z-]+: .+");
            }
        }
        assertThat(refused).isGreaterThan(9_000);
    }
}
