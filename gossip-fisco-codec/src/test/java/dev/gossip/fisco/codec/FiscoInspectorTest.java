package dev.gossip.fisco.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.FiscoInspector.Layout;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people are told about bytes. */
class FiscoInspectorTest {

    private static final Map<String, Layout> LAYOUTS =
            Map.of("p2p3-", Layout.P2P3, "p2p2-", Layout.P2P2, "chan2-", Layout.CHANNEL, "ws3-", Layout.WEBSOCKET);

    private final FiscoInspector inspector = new FiscoInspector();

    @Test
    void everyLegalVectorIsExplainedInOneLineOfJson() {
        LAYOUTS.forEach((prefix, layout) -> Vectors.of(prefix).stream()
                .filter(vector -> !vector.path("fields").has("verdict"))
                .filter(vector -> !vector.path("truncated").asBoolean())
                .forEach(vector -> {
                    JsonNode shown = inspect(layout, Vectors.hex(vector));
                    assertThat(shown.path("layout").asText()).isEqualTo(layout.label());
                    assertThat(shown.path("bytes").asInt())
                            .isEqualTo(Vectors.hex(vector).length());
                    assertThat(shown.has("payload")).isTrue();
                }));
    }

    @Test
    void theExampleOfTheReadmeIsTrue() throws MalformedException {
        assertThat(inspector.inspect(Layout.P2P3, Bytes.fromHex("0000000e00000001000000000000")))
                .isEqualTo("{\"layout\":\"p2p3\",\"bytes\":14,\"version\":0,\"type\":1,\"seq\":0,\"ext\":0,"
                        + "\"response\":false,\"payload\":\"\",\"payloadBytes\":0}");
    }

    @Test
    void aPacketIsShownWithItsFieldsAndItsMeaning() {
        JsonNode shown = inspect(Layout.P2P3, Vectors.hex("p2p3-syncnodeseq-v1"));
        assertThat(shown.path("ttl").asInt()).isEqualTo(10);
        assertThat(shown.path("source").asText()).isEqualTo(Bytes.utf8("RAWIDA").hex());
        assertThat(shown.path("message").path("body").asText()).isEqualTo("node-status-sequence");
        JsonNode response = inspect(Layout.P2P3, Vectors.hex("p2p3-response-qps"));
        assertThat(response.path("message").path("body").asText()).isEqualTo("delivery-code");
        assertThat(response.path("message").path("correlation").asLong()).isEqualTo(0x01020304);
        JsonNode strange = inspect(Layout.P2P3, Vectors.hex("p2p3-options-two-dst"));
        assertThat(strange.path("problem").asText()).startsWith("malformed: ").contains("names 2");
        JsonNode amop = inspect(Layout.P2P2, Vectors.hex("p2p2-amop-unicast"));
        assertThat(amop.path("message").path("topic").asText()).isEqualTo("/t1");
        assertThat(inspect(Layout.P2P2_RC1, Bytes.fromHex("0000000c" + "8102" + "0003" + "00000007"))
                        .path("response")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theSeedsTableIsReadWithItsTwoByteCountAndWithoutModule() {
        String header = "0000" + "0007" + "00000007" + "0000";
        String options = "0001" + "67" + "0003" + "010203" + "0002" + "040506070809";
        Bytes seed = Bytes.fromHex("00000020" + header + options + "7879");
        JsonNode shown = inspect(Layout.SEED, seed);
        assertThat(shown.path("group").asText()).isEqualTo("g");
        assertThat(shown.path("sourceNode").asText()).isEqualTo("010203");
        assertThat(shown.path("destinationNodes")).hasSize(2);
        assertThat(shown.path("destinationNodes").get(1).asText()).isEqualTo("070809");
        assertThat(shown.path("payload").asText()).isEqualTo("7879");
        assertThat(shown.has("module")).isFalse();
        for (int length = 0; length < seed.length(); length++) {
            Bytes cut = seed.slice(0, length);
            assertThatThrownBy(() -> inspector.inspect(Layout.SEED, cut))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageMatching(".*\\d.*");
        }
        Fuzz.damage("seed", seed, bytes -> inspector.inspect(Layout.SEED, bytes));
    }

    @Test
    void whatTheTwoLayoutsSayOfTheSameBytesDiffers() {
        Bytes real = Vectors.hex("p2p3-options-two-dst");
        // The first byte of the ids is taken for the low half of the count.
        assertThatThrownBy(() -> inspector.inspect(Layout.SEED, real))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("516 destinations");
    }

    @Test
    void badBytesGiveTheReasonAndUnknownLayoutsTheNames() {
        for (JsonNode vector : Vectors.of("p2p3-reject-")) {
            assertThatThrownBy(() -> inspector.inspect(Layout.P2P3, Vectors.hex(vector)))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageMatching("(?s).*(\\d|size).*");
        }
        assertThat(Layout.named("p2p2-rc1")).isEqualTo(Layout.P2P2_RC1);
        assertThatThrownBy(() -> Layout.named("p2p")).hasMessageContaining("p2p3, p2p2, p2p2-rc1");
        for (Layout layout : Layout.values()) {
            Fuzz.damage(layout.label(), Vectors.hex("p2p2-amop-unicast"), bytes -> inspector.inspect(layout, bytes));
        }
    }

    private JsonNode inspect(Layout layout, Bytes bytes) {
        try {
            String line = inspector.inspect(layout, bytes);
            assertThat(line).doesNotContain("\n");
            return new ObjectMapper().readTree(line);
        } catch (MalformedException | com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
