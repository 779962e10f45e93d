package dev.gossip.chronos.json.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import org.junit.jupiter.api.Test;

class HashersTest {

    @Test
    void c39_theLegacyHashIsReproduced() {
        ChronosBlock block = ChronosBlock.parse(
                Bytes.utf8("{\"block_header\":{\"timestamp\":\"1672374600000\",\"prev_block_hash\":\"" + "0".repeat(64)
                        + "\",\"hash\":\"ea1095542ea7b50d1c4c0cf3f9a2a4152d929d6e2eaa71c52171301af95e2685\","
                        + "\"hash_merkle_root\":\"" + "ab".repeat(32)
                        + "\",\"height\":42,\"nonce\":null},\"transactions\":[{}]}"));
        assertThat(BlockHasher.LEGACY.hash(block)).isEqualTo(block.hash());
        assertThat(BlockHasher.LEGACY.matches(block)).isTrue();
        assertThat(BlockHasher.CANONICAL.matches(block)).isFalse();
    }

    @Test
    void canonicalTextIsThatOfTheStandard() {
        String text =
                "{\"numbers\": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001, -0, 1e21, 1e-6],"
                        + "\"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                        + "\"literals\": [null, true, false]}";
        assertThat(CanonicalJson.of(Bytes.utf8(text), "").utf8())
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27,0,"
                        + "1e+21,0.000001],\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
        assertThat(CanonicalJson.of(Bytes.utf8("{\"b\":1,\"hash\":2,\"a\":{\"hash\":3}}"), "hash")
                        .utf8())
                .isEqualTo("{\"a\":{\"hash\":3},\"b\":1}");
        assertThatThrownBy(() -> CanonicalJson.of(Bytes.utf8("[1e400]"), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRootCoversEveryTransaction() {
        for (int count = 1; count <= 9; count++) {
            StringBuilder list = new StringBuilder("{}");
            for (int i = 1; i < count; i++) {
                list.append(",{\"n\":").append(i).append('}');
            }
            String text = "{\"block_header\":{\"timestamp\":\"1\",\"hash\":\"" + "0".repeat(64)
                    + "\",\"height\":0},\"transactions\":[" + list + "]}";
            String root = BlockHasher.CANONICAL.merkleRoot(ChronosBlock.parse(Bytes.utf8(text)));
            for (int i = 1; i < count; i++) {
                ChronosBlock other = ChronosBlock.parse(Bytes.utf8(text.replace("{\"n\":" + i + "}", "{\"n\":77}")));
                assertThat(BlockHasher.CANONICAL.merkleRoot(other)).isNotEqualTo(root);
            }
        }
    }

    @Test
    void theDefaultPriorityIsTotal() {
        ChronosBlock two = block(2, 9, "c");
        ChronosBlock early = block(1, 5, "b");
        ChronosBlock late = block(1, 10, "a");
        ChronosBlock twin = block(1, 5, "d");
        assertThat(java.util.stream.Stream.of(late, twin, early, two).sorted(BlockPriority.DEFAULT))
                .containsExactly(two, early, twin, late);
    }

    private static ChronosBlock block(int transactions, long timestamp, String hash) {
        return ChronosBlock.parse(Bytes.utf8("{\"block_header\":{\"timestamp\":\"" + timestamp + "\",\"hash\":\""
                + hash.repeat(64) + "\",\"height\":1},\"transactions\":[{}" + ",{}".repeat(transactions - 1) + "]}"));
    }
}
