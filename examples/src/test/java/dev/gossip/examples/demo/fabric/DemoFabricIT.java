package dev.gossip.examples.demo.fabric;

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

/** The whole demonstration as a user starts it, on real sockets. */
class DemoFabricIT {

    @Test
    @Timeout(90)
    void allPromisesAreKept() throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        int code = CommandLineFactory.create(out, out).execute("demo", "--json");
        List<String> lines = text.toString().lines().toList();
        JsonNode findings = new ObjectMapper().readTree(lines.get(lines.size() - 1));

        assertThat(findings.get("verdict").asText()).as("%s", text).isEqualTo("PASS");
        assertThat(code).isZero();
        assertThat(lines.get(lines.size() - 2)).matches("demo fabric: PASS in [0-9.]+ s");
        assertThat(findings.get("nodes").asInt()).isEqualTo(8);
        assertThat(findings.get("blocks").asInt()).isEqualTo(6);
        assertThat(findings.get("deliveredExactlyOnce").asBoolean()).isTrue();
        assertThat(findings.get("byteIdentical").asBoolean()).isTrue();
        assertThat(findings.get("org2BlocksPushed").asInt()).isZero();
        assertThat(findings.get("lateJoinerHeight").asInt()).isEqualTo(6);
        assertThat(findings.get("lateJoinerBy").asText()).matches("(push|pull|state-transfer)(\\+[a-z-]+)*");
        assertThat(findings.get("deadDetectedMillis").asLong())
                .isBetween(0L, DemoSettings.deathLimit().toMillis());
        assertThat(findings.get("revived").asBoolean()).isTrue();
        assertThat(findings.get("refused").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "bad-signature", "superseded", "frame-too-large", "malformed", "wrong-channel-binding");
        assertThat(findings.get("elapsedMillis").asLong()).isBetween(1L, 60_000L);
    }
}
