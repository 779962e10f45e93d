package dev.gossip.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {

    @Test
    void theTextHoldsDropsByReasonHeightsAndTimes() {
        try (PrometheusMetrics metrics = PrometheusMetrics.create(Map.of("node", "n1"))) {
            MetricsSink sink = metrics.sink();
            sink.counter("gossip.drops", "reason", DropReason.BAD_SIGNATURE.code())
                    .add(3);
            sink.counter("gossip.drops", "reason", DropReason.DUPLICATE.code()).increment();
            sink.gauge("gossip.state.height", () -> 12, "endpoint", "main", "scope", "ch1");
            sink.timer("gossip.verify.time", "endpoint", "main").record(1_500_000_000);
            assertThat(metrics.text().lines())
                    .contains(
                            "# TYPE gossip_drops_total counter",
                            "gossip_drops_total{node=\"n1\",reason=\"bad-signature\"} 3.0",
                            "gossip_drops_total{node=\"n1\",reason=\"duplicate\"} 1.0",
                            "gossip_state_height{endpoint=\"main\",node=\"n1\",scope=\"ch1\"} 12.0",
                            "gossip_verify_time_seconds_count{endpoint=\"main\",node=\"n1\"} 1",
                            "gossip_verify_time_seconds_sum{endpoint=\"main\",node=\"n1\"} 1.5");
        }
    }

    @Test
    void valuesCannotBreakOutOfTheirLine() {
        try (PrometheusMetrics metrics = PrometheusMetrics.create(Map.of())) {
            metrics.sink().counter("c", "scope", "a\"} 9\nforged 1").increment();
            assertThat(metrics.text().lines())
                    .contains("c_total{scope=\"a\\\"} 9\\nforged 1\"} 1.0")
                    .noneMatch(line -> line.startsWith("forged"));
        }
    }

    @Test
    void otherKeysUnderOneNameHarmNobody() {
        try (PrometheusMetrics metrics = PrometheusMetrics.create(Map.of())) {
            metrics.sink().counter("c", "a", "1").increment();
            metrics.sink().counter("c", "b", "1").increment();
            assertThat(metrics.text()).contains("c_total{a=\"1\"} 1.0");
        }
    }
}
