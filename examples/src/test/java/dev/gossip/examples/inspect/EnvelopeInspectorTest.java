package dev.gossip.examples.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EnvelopeInspectorTest {

    private static final List<Capture> CAPTURE = Capture.all();
    private static final Set<String> SIGNED = Set.of("conn", "alive_msg", "state_info", "leadership_msg");
    private static final Pattern REASON = Pattern.compile("[a-z]+(-[a-z]+)*: .+", Pattern.DOTALL);

    @Test
    void theWholeConversationIsReadInOrder() {
        Inspector inspector = Inspectors.of("fabric", List.of(), Optional.empty());
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
        Capture state = first("state_info");
        assertThat(Inspectors.of("fabric", List.of("ch1"), Optional.empty())
                        .inspect(state.envelope())
                        .get("channel")
                        .asText())
                .isEqualTo("ch1");
        assertThat(alone(state.envelope()).get("channel").asText()).isEmpty();
    }

    @Test
    void fieldsCarryWhatTheWireCarries() {
        ObjectNode greeting = alone(first("conn").envelope());
        assertThat(greeting.at("/fields/identity/mspid").asText()).isEqualTo("Org1MSP");
        assertThat(greeting.at("/fields/identity/pki_id")).isEqualTo(greeting.at("/fields/pki_id"));

        ObjectNode digest = CAPTURE.stream()
                .filter(recorded -> recorded.type().equals("data_dig"))
                .map(recorded -> alone(recorded.envelope()))
                .filter(report -> report.at("/fields/msg_type").asText().equals("BLOCK_MSG")
                        && report.at("/fields/digests").size() > 0)
                .findFirst()
                .orElseThrow();
        assertThat(digest.at("/fields/digests"))
                .allSatisfy(number -> assertThat(number.asText()).containsOnlyDigits());

        ObjectNode members = alone(first("mem_res").envelope());
        List<String> types = new ArrayList<>();
        for (JsonNode alive : members.at("/fields/alive")) {
            types.add(alive.get("type").asText());
        }
        assertThat(types).isNotEmpty().containsOnly("alive_msg");
    }

    @Test
    void aFlippedBitInASignedStatementIsABadSignature() {
        Bytes greeting = CAPTURE.stream()
                .filter(recorded -> recorded.type().equals("conn"))
                .map(Capture::envelope)
                .findFirst()
                .orElseThrow();
        byte[] changed = greeting.toByteArray();
        int signatureTail = changed.length - 1;
        changed[signatureTail] ^= 1;
        ObjectNode report = alone(Bytes.wrap(changed));
        assertThat(report.get("ok").asBoolean()).isFalse();
        assertThat(report.get("error").asText()).startsWith("bad-signature: ");
        assertThat(report.at("/signature/state").asText()).isEqualTo("invalid");
    }

    @Test
    void aBadSignatureInsideIsFoundAndShownInItsPlace() {
        Bytes members = first("mem_res").envelope();
        ObjectNode sound = alone(members);
        String signature = sound.at("/fields/alive/0/signature/hex").asText();
        String changed = signature.substring(0, signature.length() - 2) + "00";
        Inspector inspector = Inspectors.of("fabric", List.of(), Optional.empty());
        CAPTURE.forEach(recorded -> inspector.inspect(recorded.envelope()));
        ObjectNode report = inspector.inspect(Bytes.fromHex(members.hex().replace(signature, changed)));
        assertThat(report.get("ok").asBoolean()).isFalse();
        assertThat(report.get("error").asText()).startsWith("bad-signature: ");
        assertThat(report.at("/signature/state").asText()).isEqualTo("not-needed");
        assertThat(report.at("/fields/alive/0/signature/state").asText()).isEqualTo("invalid");
        assertThat(report.at("/fields/alive/0/problem").asText()).startsWith("bad-signature: ");
    }

    @Test
    void channelNamesOfEarlierMessagesHelpLater() {
        Inspector inspector = Inspectors.of("fabric", List.of(), Optional.empty());
        CAPTURE.forEach(recorded -> inspector.inspect(recorded.envelope()));
        assertThat(inspector
                        .inspect(first("state_info").envelope())
                        .get("channel")
                        .asText())
                .isEqualTo("ch1");
    }

    @Test
    void whatIsRememberedIsBounded() {
        RunMemory memory = new RunMemory(List.of());
        for (int number = 0; number <= RunMemory.MAX_IDENTITIES; number++) {
            memory.learn(id(number), Bytes.utf8("identity"));
            memory.learn("channel" + number);
        }
        assertThat(memory.identity(id(0))).isEmpty();
        assertThat(memory.identity(id(1))).isPresent();
        assertThat(memory.channels()).hasSize(RunMemory.MAX_CHANNELS);
    }

    private static NodeId id(int number) {
        return new NodeId(Bytes.utf8("node" + number));
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
        Inspector inspector = Inspectors.of("fabric", List.of("ch1"), Optional.empty());
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
                reasons.add(error.substring(0, error.indexOf(':')));
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
        return Inspectors.of("fabric", List.of(), Optional.empty()).inspect(envelope);
    }
}
