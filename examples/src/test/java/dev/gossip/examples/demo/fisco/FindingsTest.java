package dev.gossip.examples.demo.fisco;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private final Findings findings = new Findings();

    @Test
    void whatWasNotSeenCountsAsBroken() {
        findings.kept(Findings.Promise.AMOP_UNICAST);
        findings.broken("pigs fly");
        ObjectNode report = findings.json(Duration.ofMillis(1500));
        assertThat(report.get("verdict").asText()).isEqualTo("FAIL");
        assertThat(report.get("failure").asText()).isEqualTo("pigs fly");
        assertThat(report.get("amopUnicast").asBoolean()).isTrue();
        assertThat(report.get("amopMulticast").asBoolean()).isFalse();
        assertThat(report.get("rerouteMillis").asLong()).isEqualTo(-1);
        assertThat(report.get("sdk").asText()).startsWith("skipped, because ");
        assertThat(report.get("seconds").asDouble()).isEqualTo(1.5);
    }
}
