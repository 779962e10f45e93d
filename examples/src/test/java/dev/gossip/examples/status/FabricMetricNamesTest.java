package dev.gossip.examples.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.metrics.PrometheusMetrics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FabricMetricNamesTest {

    @Test
    void whatFabricMeasuresTooHasFabricsName() {
        try (PrometheusMetrics metrics = PrometheusMetrics.create(Map.of())) {
            FabricMetricNames names = new FabricMetricNames(metrics.sink());
            names.gauge("gossip.state.height", () -> 7, "endpoint", "fabric", "scope", "ch1");
            names.gauge("gossip.state.buffered", () -> 2, "endpoint", "fabric", "scope", "ch1");
            names.counter("gossip.drops", "reason", "scope").increment();
            names.timer("gossip.verify.time", "endpoint", "fabric").record(1);
            assertThat(metrics.text().lines())
                    .contains(
                            "gossip_state_height{channel=\"ch1\",endpoint=\"fabric\"} 7.0",
                            "gossip_payload_buffer_size{channel=\"ch1\",endpoint=\"fabric\"} 2.0",
                            "gossip_drops_total{reason=\"scope\"} 1.0",
                            "gossip_verify_time_seconds_count{endpoint=\"fabric\"} 1");
        }
    }
}
