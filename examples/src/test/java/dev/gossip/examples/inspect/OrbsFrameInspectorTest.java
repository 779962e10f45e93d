package dev.gossip.examples.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages are those that Orbs publishes, and such with a fault. */
class OrbsFrameInspectorTest {

    private static final String BROADCAST = "02000000 06000000 0801102a2801 0000 05000000 68656c6c6f 000000";
    private static final String LIST =
            "02000000 1e000000 0801102a1a142122232425262728292a2b2c2d2e2f3031323334200138000000" + "03000000 cafeba 00";
    private static final String MEMBUFFERS = "01000000 12000000 00000000 2a000000 00000000 0000 0300 0100 0000";

    private static ObjectNode inspected(String hex) {
        return new OrbsFrameInspector().inspect(Bytes.fromHex(hex.replace(" ", "")));
    }

    @Test
    void protobufHeadersAreShown() {
        ObjectNode broadcast = inspected(BROADCAST);
        assertThat(broadcast.toString())
                .isEqualTo(
                        "{\"ok\":true,\"type\":\"transaction-relay\",\"fields\":{\"encoding\":\"protobuf\",\"version\":1,"
                                + "\"virtualChain\":42,\"mode\":\"broadcast\",\"recipients\":[],\"messageType\":1},"
                                + "\"payloads\":[{\"bytes\":5,\"begins\":\"68656c6c6f\"}],\"payload_bytes\":5}");
        ObjectNode list = inspected(LIST);
        assertThat(list.at("/fields/mode").asText()).isEqualTo("list");
        assertThat(list.at("/fields/recipients/0").asText()).isEqualTo("2122232425262728292a2b2c2d2e2f3031323334");
        assertThat(list.get("type").asText()).isEqualTo("lean-helix");
    }

    @Test
    void membuffersHeadersAreRecognised() {
        ObjectNode shown = inspected(MEMBUFFERS);
        assertThat(shown.get("ok").asBoolean()).as("%s", shown).isTrue();
        assertThat(shown.at("/fields/encoding").asText()).isEqualTo("membuffers");
        assertThat(shown.get("type").asText()).isEqualTo("benchmark-consensus");
        assertThat(shown.at("/fields/virtualChain").asInt()).isEqualTo(42);
    }

    @Test
    void keepalivesAreNamed() {
        assertThat(inspected("00000000").toString()).isEqualTo("{\"ok\":true,\"type\":\"keepalive\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "02000000, malformed",
        "99999999, malformed",
        "010000000600000008 01102a2809 0000, unknown-topic",
        "01000000 08000000 0801102a20072801, unknown-recipient-mode",
        "01000000 06000000 0809102a2801 0000, bad-protocol-version",
        "01000000 02000000 ffff 0000, bad-header",
    })
    void faultsAreNamed(String hex, String reason) {
        ObjectNode shown = inspected(hex);
        assertThat(shown.get("ok").asBoolean()).as("%s", shown).isFalse();
        assertThat(shown.get("error").asText()).contains(reason);
    }

    @Test
    void anythingCanBeInspected() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good = Bytes.fromHex(LIST.replace(" ", "")).toByteArray();
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = random.nextBoolean() ? good.clone() : new byte[random.nextInt(64)];
            for (int flips = random.nextInt(8); flips > 0 && changed.length > 0; flips--) {
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThatCode(() -> assertThat(new OrbsFrameInspector()
                                    .inspect(Bytes.wrap(changed))
                                    .has("ok"))
                            .isTrue())
                    .as("seed %d, round %d", seed, i)
                    .doesNotThrowAnyException();
        }
    }
}
