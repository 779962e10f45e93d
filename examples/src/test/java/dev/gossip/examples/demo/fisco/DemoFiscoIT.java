package dev.gossip.examples.demo.fisco;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossip.examples.cli.CommandLineFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole demonstration as a user starts it, on real sockets, with the real SDKs where they run and without them. */
class DemoFiscoIT {

    private static final String PROJECT = "gossip.project";

    private final StringWriter text = new StringWriter();

    @AfterEach
    void forgetProject() {
        System.clearProperty(PROJECT);
    }

    private JsonNode run() throws IOException {
        PrintWriter out = new PrintWriter(text);
        int code = CommandLineFactory.create(out, out).execute("demo", "fisco", "--json");
        List<String> lines = text.toString().lines().toList();
        JsonNode findings = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(findings.get("verdict").asText()).as("%s", text).isEqualTo("PASS");
        assertThat(code).isZero();
        assertThat(lines.get(lines.size() - 2)).matches("demo fisco: PASS in [0-9.]+ s");
        return findings;
    }

    /** Only the first run on a machine takes long: it fetches the SDKs. */
    @Test
    @Timeout(900)
    void allPromisesAreKept() throws IOException {
        JsonNode findings = run();
        ours(findings);
        String sdk = findings.get("sdk").asText();
        assertThat(text.toString()).contains("real SDK: " + sdk);
        if (sdk.startsWith("skipped, because ")) {
            return;
        }
        assertThat(sdk).startsWith("passed (3.6.0)");
        assertThat(findings.at("/measured/sdk/3.6.0/answeredBySdk").asInt()).isEqualTo(20);
        assertThat(findings.at("/measured/sdk/3.6.0/answeredToSdk").asInt()).isEqualTo(20);
        assertThat(findings.at("/measured/sdk/3.6.0/multicastsHeard").asInt()).isEqualTo(1);
        assertThat(findings.at("/measured/sdk/3.6.0/nobodyCode").asInt()).isEqualTo(3001);
        if (sdk.contains("passed (2.9.3)")) {
            assertThat(findings.at("/measured/sdk/2.9.3/answeredBySdk").asInt()).isEqualTo(20);
            assertThat(findings.at("/measured/sdk/2.9.3/nobodyCode").asInt()).isEqualTo(100);
            assertThat(findings.at("/measured/sdk/privateTopicProven").asBoolean())
                    .isTrue();
            assertThat(findings.at("/measured/sdk/acrossGenerationsOver2Hops").asInt())
                    .isEqualTo(40);
            assertThat(findings.at("/measured/sdk/acrossGenerationsOver3Hops").asInt())
                    .isEqualTo(40);
        }
    }

    @Test
    @Timeout(180)
    void withoutTheRealSdksItPassesAndSaysWhy(@TempDir Path elsewhere) throws IOException {
        System.setProperty(PROJECT, elsewhere.toString());
        JsonNode findings = run();
        ours(findings);
        assertThat(findings.get("sdk").asText()).startsWith("skipped, because ").contains("mvnw");
        assertThat(text.toString()).contains("real SDK: skipped, because ");
        assertThat(findings.get("measured").has("sdk")).isFalse();
    }

    private static void ours(JsonNode findings) {
        for (String promise : List.of(
                "amopUnicast", "amopMulticast", "failover", "privateTopic", "error100", "multiHop", "nodeStatus")) {
            assertThat(findings.get(promise).asBoolean()).as(promise).isTrue();
        }
        assertThat(findings.get("nodes").asInt()).isEqualTo(7);
        assertThat(findings.get("rerouteMillis").asLong()).isPositive();
        assertThat(findings.get("seconds").asDouble()).isPositive();
        assertThat(findings.at("/measured/sync/links").asInt()).isEqualTo(5);
        assertThat(findings.at("/measured/unicast/heardOnce").asInt()).isEqualTo(25);
        assertThat(findings.at("/measured/multiHop/hops").asInt()).isEqualTo(2);
        assertThat(findings.at("/measured/multiHop/answered").asInt()).isEqualTo(200);
        assertThat(findings.at("/measured/multicast/heard").asInt()).isEqualTo(25);
        assertThat(findings.at("/measured/failover/failedFirst").asInt()).isGreaterThanOrEqualTo(10);
        assertThat(findings.at("/measured/failover/takenOver").asInt())
                .isEqualTo(findings.at("/measured/failover/askedAroundTheKill").asInt());
        assertThat(findings.at("/measured/privateTopic/heardByStranger").asInt())
                .isZero();
        assertThat(findings.at("/measured/nodeStatus/hops").asInt()).isEqualTo(2);
        assertThat(findings.at("/measured/nodeStatus/answered").asInt()).isEqualTo(20);
        assertThat(findings.at("/measured/nodeStatus/broadcastHeard").asInt()).isEqualTo(3);
        assertThat(findings.at("/measured/generation2/nobodyCode").asInt()).isEqualTo(100);
        assertThat(findings.at("/measured/reroute/hopsAfterwards").asInt()).isEqualTo(2);
    }
}
