package dev.gossip.examples.demo.chronos;

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
class DemoChronosIT {

    @Test
    @Timeout(180)
    void allPromisesAreKept() throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        int code = CommandLineFactory.create(out, out).execute("demo", "chronos", "--json");
        List<String> lines = text.toString().lines().toList();
        JsonNode findings = new ObjectMapper().readTree(lines.get(lines.size() - 1));

        assertThat(findings.get("verdict").asText()).as("%s", text).isEqualTo("PASS");
        assertThat(code).isZero();
        assertThat(lines.get(lines.size() - 2)).matches("demo chronos: PASS in [0-9.]+ s");
        assertThat(findings.get("nodes").asInt()).isEqualTo(20);
        assertThat(findings.at("/blocks/made").asInt()).isEqualTo(50);
        assertThat(findings.at("/blocks/nodesWithAll").asInt()).isEqualTo(20);
        assertThat(findings.at("/blocks/height").asInt()).isEqualTo(49);
        assertThat(findings.at("/lateJoiner/missed").asInt()).isEqualTo(25);
        assertThat(findings.at("/lateJoiner/pulled").asInt()).isGreaterThanOrEqualTo(25);
        assertThat(findings.at("/lateJoiner/pulled").asInt()
                        + findings.at("/lateJoiner/pushed").asInt())
                .isEqualTo(50);
        assertThat(findings.at("/b1/originUploads").asDouble()).isBetween(4.0, 8.95);
        assertThat(findings.at("/b1/blocksPerDelivery").asDouble()).isBetween(1.0, 5.37);
        assertThat(findings.at("/b1/hashesPerDelivery").isNumber()).isTrue();
        assertThat(findings.at("/b1/lastNodeMedianMillis").asLong())
                .isLessThanOrEqualTo(findings.at("/b1/lastNodeWorstMillis").asLong());
        assertThat(findings.at("/b2/blocks").asInt()).isEqualTo(10);
        assertThat(findings.at("/b2/lostFrames").asDouble()
                        / findings.at("/b2/frames").asDouble())
                .isBetween(0.07, 0.13);
        assertThat(findings.at("/b3/hops").asInt()).isEqualTo(19);
        assertThat(findings.at("/b3/blocksAndHashesSent").asInt()).isZero();
        assertThat(findings.at("/b3/convergedAfterMillis").asLong()).isPositive();
    }
}
