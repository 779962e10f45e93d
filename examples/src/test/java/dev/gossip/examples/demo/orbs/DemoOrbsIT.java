package dev.gossip.examples.demo.orbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossip.examples.cli.CommandLineFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole demonstration as a user starts it, on real sockets, here with TLS. */
class DemoOrbsIT {

    private static final long LARGE = 8 << 20;

    @Test
    @Timeout(180)
    void allPromisesAreKept() throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        int code = CommandLineFactory.create(out, out).execute("demo", "orbs", "--tls", "--json");
        List<String> lines = text.toString().lines().toList();
        JsonNode findings = new ObjectMapper().readTree(lines.get(lines.size() - 1));

        assertThat(findings.get("verdict").asText()).as("%s", text).isEqualTo("PASS");
        assertThat(code).isZero();
        assertThat(lines.get(lines.size() - 2)).matches("demo orbs: PASS in [0-9.]+ s");
        assertThat(findings.get("nodes").asInt()).isEqualTo(7);
        assertThat(findings.get("tls").asBoolean()).isTrue();
        assertThat(findings.at("/modes/broadcast/delivered").asInt()).isEqualTo(42);
        assertThat(findings.at("/modes/list/delivered").asInt()).isEqualTo(14);
        assertThat(findings.at("/modes/allBut/delivered").asInt()).isEqualTo(28);
        assertThat(findings.get("modes").findValues("deliveredToOthers"))
                .hasSize(3)
                .allMatch(others -> others.asInt() == 0);
        assertThat(findings.at("/topologyChange/linksKept").asInt()).isEqualTo(30);
        assertThat(findings.at("/topologyChange/linksLost").asInt()).isZero();
        assertThat(findings.at("/topologyChange/heardAllInOrder").asInt()).isEqualTo(5);
        assertThat(findings.at("/killed/toldToSender").asInt()).isEqualTo(10);
        assertThat(findings.at("/killed/arrivedLater").asInt()).isZero();
        assertThat(findings.at("/killed/heardAfterReturn").asInt()).isEqualTo(10);
        assertThat(findings.at("/slowHandler/waitingBehindIt").asInt()).isEqualTo(4);
        assertThat(findings.at("/slowHandler/otherTopicDelivered").asInt()).isEqualTo(50);
        assertThat(findings.at("/slowHandler/deliveredAfterwards").asInt()).isEqualTo(5);
        assertThat(findings.at("/passive/heard").asInt()).isEqualTo(6);
        assertThat(findings.at("/large/bytes").asLong()).isEqualTo(LARGE);
        assertThat(findings.at("/large/direct/originUploadBytes").asLong())
                .isBetween(6 * LARGE, 6 * LARGE + LARGE / 64);
        assertThat(findings.at("/large/forwarded/originUploadBytes").asLong())
                .isBetween(2 * LARGE, 2 * LARGE + LARGE / 64);
        assertThat(findings.at("/large/direct/lastNodeMillis").asLong())
                .as("no faster than the uplink allows")
                .isGreaterThanOrEqualTo(6 * atLeastMillis());
        assertThat(findings.at("/large/forwarded/lastNodeMillis").asLong())
                .isBetween(
                        4 * atLeastMillis(),
                        findings.at("/large/direct/lastNodeMillis").asLong());
    }

    /** For one copy on an uplink; a turn leaves as a whole, so the last one is a little early. */
    private static long atLeastMillis() {
        return LARGE * 990 / DemoSettings.UPLINK_BYTES_PER_SECOND;
    }
}
