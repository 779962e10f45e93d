package dev.gossip.examples.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FabricInspectorTest {

    private static final List<Capture> CAPTURE = Capture.all();
    private static final Set<String> SIGNED = Set.of("Conn", "AliveMsg", "StateInfo", "LeadershipMsg");
    private static final Pattern REASON = Pattern.compile("(an element: )*[a-z]+(-[a-z]+)*: .+", Pattern.DOTALL);

    @Test
    void theWholeConversationIsReadInOrder() {
        Inspector inspector = Inspectors.of("fabric", List.of());
        assertThat(CAPTURE).hasSize(224);
        for (Capture recorded : CAPTURE) {
            ObjectNode report = inspector.inspect(recorded.envelope());
            assertThat(report.get("ok").asBoolean()).as("%s", report).isTrue();
            assertThat(report.get("type").asText()).isEqualTo(recorded.type());
            assertThat(report.fieldNames())
                    .toIterable()
                    .startsWith("ok", "type", "tag", "nonce", "channel", "fields", "signature");
            assertThat(report.at("/signature/state").asText())
                    .as("%s", report)
                    .isEqualTo(SIGNED.contains(recorded.type()) ? "valid" : "not-needed");
        }
    }

    @Test
    void everyEnvelopeIsReadableOnItsOwn() {
        for (Capture recorded : CAPTURE) {
            ObjectNode report = alone(recorded.envelope());
            assertThat(report.get("ok").asBoolean()).as("%s", report).isTrue();
            assertThat(report.get("type").asText()).isEqualTo(recorded.type());
            assertThat(report.at("/signature/state").asText()).isIn("valid", "unknown-signer", "not-needed");
        }
    }

    @Test
    void theChannelOfAStateInfoIsKnownOnceItsNameIsGiven() {
        Capture state = first("StateInfo");
        assertThat(Inspectors.of("fabric", List.of("ch1"))
                        .inspect(state.envelope())
                        .get("channel")
                        .asText())
                .isEqualTo("ch1");
        assertThat(alone(state.envelope()).get("channel").asText()).isEmpty();
    }

    @Test
    void fieldsCarryWhatTheWireCarries() {
        ObjectNode greeting = alone(first("Conn").envelope());
        assertThat(greeting.at("/fields/identity/mspId").asText()).isEqualTo("Org1MSP");
        assertThat(greeting.at("/fields/identity/pkiId")).isEqualTo(greeting.at("/fields/pkiId"));

        ObjectNode digest = CAPTURE.stream()
                .filter(recorded -> recorded.type().equals("DataDig"))
                .map(recorded -> alone(recorded.envelope()))
                .filter(report -> report.at("/fields/msgType").asText().equals("BLOCK_MSG")
                        && report.at("/fields/digests").size() > 0)
                .findFirst()
                .orElseThrow();
        assertThat(digest.at("/fields/digests"))
                .allSatisfy(number -> assertThat(number.asText()).containsOnlyDigits());

        ObjectNode members = alone(first("MemRes").envelope());
        List<String> types = new ArrayList<>();
        for (JsonNode alive : members.at("/fields/alive")) {
            types.add(alive.get("type").asText());
        }
        assertThat(types).isNotEmpty().containsOnly("AliveMsg");
    }

    @Test
    void aFlippedBitInASignedStatementIsABadSignature() {
        Bytes alive = CAPTURE.stream()
                .filter(recorded -> recorded.type().equals("Conn"))
                .map(Capture::envelope)
                .findFirst()
                .orElseThrow();
        byte[] changed = alive.toByteArray();
        int signatureTail = changed.length - 1;
        changed[signatureTail] ^= 1;
        ObjectNode report = alone(Bytes.wrap(changed));
        assertThat(report.get("ok").asBoolean()).isFalse();
        assertThat(report.get("error").asText()).startsWith("bad-signature: ");
        assertThat(report.at("/signature/state").asText()).isEqualTo("invalid");
    }

    @Test
    void emptyAndForeignBytesAreExplained() {
        for (Bytes bytes : List.of(Bytes.empty(), Bytes.fromHex("00"), Bytes.utf8("GET / HTTP/1.1\r\n\r\n"))) {
            ObjectNode report = alone(bytes);
            assertThat(report.get("ok").asBoolean()).isFalse();
            assertThat(report.get("error").asText()).matches(REASON);
        }
    }

    @Test
    void tenThousandMutationsEndInAReason() {
        long seed = 20261121;
        Mutations mutations =
                new Mutations(seed, CAPTURE.stream().map(Capture::envelope).toList());
        Inspector inspector = Inspectors.of("fabric", List.of("ch1"));
        Set<String> reasons = new TreeSet<>();
        int bad = 0;
        for (int number = 0; number < 10_000; number++) {
            Bytes mutant = mutations.next();
            ObjectNode report;
            try {
                report = inspector.inspect(mutant);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", mutation " + number + ": " + mutant.hex(), e);
            }
            if (!report.get("ok").asBoolean()) {
                String error = report.get("error").asText();
                assertThat(error).as("seed %d, mutation %d", seed, number).matches(REASON);
                reasons.add(error.replaceFirst("^(an element: )*", "").replaceFirst(":.*", ""));
                bad++;
            }
        }
        assertThat(bad).as("mutations that were refused").isGreaterThan(2_000);
        assertThat(reasons).contains("malformed", "bad-signature", "unknown-content", "illegal-tag");
    }

    private static Capture first(String type) {
        return CAPTURE.stream()
                .filter(recorded -> recorded.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** Read by an inspector that knows nothing from earlier messages. */
    private static ObjectNode alone(Bytes envelope) {
        return Inspectors.of("fabric", List.of()).inspect(envelope);
    }
}
