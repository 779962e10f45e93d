package dev.gossip.examples.demo.all;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.testkit.VirtualTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SideBySideTest {

    private final StringWriter written = new StringWriter();
    private final SideBySide all = new SideBySide(new PrintWriter(written, true), new VirtualTime());

    @Test
    @Timeout(20)
    void theyRunAtTheSameTimeAndEachLineSaysWhoseItIs() {
        CountDownLatch both = new CountDownLatch(2);
        Function<PrintWriter, ObjectNode> shown = out -> {
            out.print("first ");
            both.countDown();
            await(both);
            out.println("half");
            return report("PASS");
        };
        ObjectNode findings = all.run(demonstrations(shown, shown));
        assertThat(written.toString()).contains("a      | first half", "second | first half");
        assertThat(findings.get("verdict").asText()).isEqualTo("PASS");
        assertThat(findings.get("second").get("verdict").asText()).isEqualTo("PASS");
    }

    @Test
    void oneThatThrowsFailsAndTheOthersEnd() {
        ObjectNode findings = all.run(demonstrations(
                out -> {
                    throw new IllegalStateException("on purpose");
                },
                out -> report("PASS")));
        assertThat(findings.get("verdict").asText()).isEqualTo("FAIL");
        assertThat(findings.get("failed").asText()).isEqualTo("a");
        assertThat(findings.get("a").get("failure").asText()).contains("on purpose");
        assertThat(written.toString()).contains("demo all: FAIL after 0.0 s, broken: [a]");
    }

    @Test
    void demonstrationsAreFoundByTheirLabels() {
        assertThat(Demonstration.of("chronos")).contains(Demonstration.CHRONOS);
        assertThat(Demonstration.of("fabrik")).isEmpty();
    }

    private static Map<String, Function<PrintWriter, ObjectNode>> demonstrations(
            Function<PrintWriter, ObjectNode> first, Function<PrintWriter, ObjectNode> second) {
        Map<String, Function<PrintWriter, ObjectNode>> both = new LinkedHashMap<>();
        both.put("a", first);
        both.put("second", second);
        return both;
    }

    private static ObjectNode report(String verdict) {
        return JsonNodeFactory.instance.objectNode().put("verdict", verdict);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
