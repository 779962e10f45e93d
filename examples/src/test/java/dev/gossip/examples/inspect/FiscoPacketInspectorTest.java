package dev.gossip.examples.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What people are told about bytes of FISCO BCOS, with the layout given and without. */
class FiscoPacketInspectorTest {

    /** A reason, and what is wrong. */
    private static final String REASON = "(?s)[a-z-]+: .+";

    private static final List<Packet> PACKETS = packets();
    private static final String HEARTBEAT = "0000000e00000001000000000000";
    /** Group "g", source 010203, destinations 040506 and 070809, content 7879. */
    private static final String SEED =
            "00000020 00000007000000070000 000167 0003010203 0002040506070809 7879".replace(" ", "");

    private record Packet(String layout, String name, Bytes bytes) {}

    private static List<Packet> packets() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FiscoPacketInspectorTest.class.getResourceAsStream("fisco.tsv")),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.split("\t"))
                    .map(parts -> new Packet(parts[0], parts[1], Bytes.fromHex(parts[2])))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Inspector fisco(String... layout) {
        return Inspectors.of("fisco", List.of(), List.of(layout).stream().findFirst());
    }

    private static ObjectNode inspected(String hex, String... layout) {
        return fisco(layout).inspect(Bytes.fromHex(hex));
    }

    @Test
    void theLayoutIsFoundAndSaid() {
        Map<String, String> found = PACKETS.stream().collect(Collectors.toMap(Packet::name, packet -> {
            ObjectNode report = fisco().inspect(packet.bytes());
            return report.path("layout").asText(report.path("error").asText());
        }));
        assertThat(found)
                .containsExactlyInAnyOrderEntriesOf(
                        PACKETS.stream().collect(Collectors.toMap(Packet::name, Packet::layout)));
    }

    @Test
    void whatIsSaidIsTheCodecsLineWithAVerdict() {
        assertThat(inspected(HEARTBEAT))
                .hasToString(
                        "{\"ok\":true,\"layout\":\"p2p3\",\"bytes\":14,\"version\":0,\"type\":1,\"seq\":0,\"ext\":0,"
                                + "\"response\":false,\"payload\":\"\",\"payloadBytes\":0,\"detected\":true}");
        assertThat(inspected(HEARTBEAT, "p2p3").has("detected")).isFalse();
    }

    @Test
    void theSeedsTableSaysInWhatItDiffers() {
        ObjectNode shown = inspected(SEED, "seed");
        assertThat(shown.get("ok").asBoolean()).as("%s", shown).isTrue();
        assertThat(shown.get("destinationNodes")).hasSize(2);
        assertThat(shown.get("note").asText()).contains("two-byte destination count", "no module id");
        // Nobody sends it, so it is never guessed.
        assertThat(inspected(SEED).path("layout").asText()).isNotEqualTo("seed");
    }

    @Test
    void whatFitsNoLayoutIsRefusedByEachOfThem() {
        ObjectNode shown = inspected("00");
        assertThat(shown.get("ok").asBoolean()).isFalse();
        assertThat(shown.get("error").asText())
                .startsWith("unknown-layout: ")
                .contains("p2p3: ", "p2p2: ", "channel: ", "websocket: ");
    }

    @Test
    void whatMayBeTwoThingsIsNotGuessed() {
        // A message of consensus in group 1 of generation 2, or a heartbeat of generation 3.
        String both = "00000010 0000 00010008 0001 00000007".replace(" ", "");
        assertThat(inspected(both).get("error").asText())
                .startsWith("ambiguous: ")
                .contains("p2p3 or p2p2", "--layout");
        assertThat(inspected(both, "p2p2").get("group").asInt()).isEqualTo(1);
        assertThat(inspected(both, "p2p3").get("type").asInt()).isEqualTo(1);
    }

    @Test
    void whatAReceiverWouldDropIsBad() {
        // Two destinations, where exactly one is legal.
        Packet strange = PACKETS.stream()
                .filter(packet -> packet.name().equals("p2p3-options-two-dst"))
                .findFirst()
                .orElseThrow();
        ObjectNode shown = fisco("p2p3").inspect(strange.bytes());
        assertThat(shown.get("ok").asBoolean()).isFalse();
        assertThat(shown.get("error").asText()).startsWith("malformed: ").contains("names 2");
        assertThat(shown.get("destinationNodes")).hasSize(2);
        assertThat(shown.has("problem")).isFalse();
    }

    @Test
    void layoutsThatDoNotExistAreNamed() {
        assertThatThrownBy(() -> fisco("p2p4"))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("p2p3, p2p2, p2p2-rc1, channel, websocket, seed");
        assertThatThrownBy(() -> Inspectors.of("orbs", List.of(), Optional.of("p2p3")))
                .hasMessageContaining("leave out --layout");
        assertThat(Inspectors.protocols()).contains("fabric", "fisco", "orbs");
    }

    @Test
    void tenThousandMutationsEndInAReason() {
        long seed = 20261121;
        Mutations mutations =
                new Mutations(seed, PACKETS.stream().map(Packet::bytes).toList());
        List<Function<Bytes, ObjectNode>> ways = List.of(
                fisco()::inspect,
                fisco("p2p3")::inspect,
                fisco("p2p2")::inspect,
                fisco("p2p2-rc1")::inspect,
                fisco("channel")::inspect,
                fisco("websocket")::inspect,
                fisco("seed")::inspect);
        Set<String> reasons = new TreeSet<>();
        int bad = 0;
        for (int number = 0; number < 10_000; number++) {
            Bytes mutant = mutations.next();
            for (Function<Bytes, ObjectNode> way : ways) {
                ObjectNode report;
                try {
                    report = way.apply(mutant);
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
        }
        assertThat(bad).as("readings that were refused").isGreaterThan(20_000);
        assertThat(reasons).contains("malformed", "unknown-layout");
    }
}
