package dev.gossip.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.observe.MetricsSink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MetricsSink sink = MicrometerMetrics.on(registry);

    @Test
    void countersAddUp() {
        sink.counter("gossip.drops", "reason", "duplicate").increment();
        sink.counter("gossip.drops", "reason", "duplicate").add(4);
        sink.counter("gossip.drops", "reason", "malformed").add(0);
        sink.counter("gossip.drops", "reason", "malformed").add(-3);
        assertThat(count("duplicate")).isEqualTo(5);
        assertThat(count("malformed")).isZero();
        assertThat(sink.counter("gossip.drops", "reason", "duplicate"))
                .isSameAs(sink.counter("gossip.drops", "reason", "duplicate"));
    }

    @Test
    void timersKeepNumberAndSum() {
        MetricsSink.Timer timer = sink.timer("gossip.verify.time", "endpoint", "main");
        timer.record(2_000_000);
        timer.record(3_000_000);
        timer.record(-1);
        var found = registry.get("gossip.verify.time").tag("endpoint", "main").timer();
        assertThat(found.count()).isEqualTo(2);
        assertThat(found.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(5);
    }

    @Test
    void aGaugeRegisteredAgainReadsTheNewSource() {
        sink.gauge("gossip.state.height", () -> 1, "scope", "ch1");
        assertThat(height()).isEqualTo(1);
        sink.gauge("gossip.state.height", () -> 2, "scope", "ch1");
        assertThat(height()).isEqualTo(2);
        sink.gauge(
                "gossip.state.height",
                () -> {
                    throw new IllegalStateException("source");
                },
                "scope",
                "ch1");
        assertThat(height()).isNaN();
    }

    @Test
    void seriesAreBounded() {
        MetricsSink small = MicrometerMetrics.on(registry, Map.of("node", "n1"), 3);
        for (int i = 0; i < 10; i++) {
            small.counter("c", "peer", "p" + i).increment();
            small.timer("t", "peer", "p" + i).record(1);
            small.gauge("g", () -> 1, "peer", "p" + i);
        }
        assertThat(registry.get("c").counters()).hasSize(4);
        assertThat(registry.get("c").tag("peer", "other").counter().count()).isEqualTo(7);
        assertThat(registry.get("t").tag("peer", "other").timer().count()).isEqualTo(7);
        assertThat(registry.get("g").gauges()).hasSize(3);
        assertThat(registry.get("gossip.metrics.refused")
                        .tag("node", "n1")
                        .counter()
                        .count())
                .isEqualTo(21);
        assertThatThrownBy(() -> MicrometerMetrics.on(registry, Map.of(), 0)).hasMessageContaining("maxSeries");
    }

    @Test
    void strangeTagsAndTakenNamesDoNotThrow() {
        sink.counter("odd", "a", "", "b").increment();
        assertThat(registry.get("odd")
                        .tag("a", "none")
                        .tag("b", "none")
                        .counter()
                        .count())
                .isEqualTo(1);
        sink.counter("long", "a", "x".repeat(5_000)).increment();
        assertThat(registry.get("long").tag("a", "x".repeat(128)).counter().count())
                .isEqualTo(1);
        sink.counter("taken").increment();
        assertThatCode(() -> {
                    sink.timer("taken").record(1);
                    sink.gauge("taken", () -> 1);
                })
                .doesNotThrowAnyException();
        assertThat(registry.get("taken").counter().count()).isEqualTo(1);
        assertThat(registry.get("gossip.metrics.refused").counter().count()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void manyThreadsLoseNoCount() throws Exception {
        var pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> tasks = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(thread -> () -> {
                        for (int i = 0; i < 5_000; i++) {
                            sink.counter("gossip.drops", "reason", "r" + i % 5).increment();
                        }
                        return null;
                    })
                    .toList();
            for (var done : pool.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(count("r3")).isEqualTo(4_000);
    }

    private double count(String reason) {
        return registry.get("gossip.drops").tag("reason", reason).counter().count();
    }

    private double height() {
        return registry.get("gossip.state.height").tag("scope", "ch1").gauge().value();
    }
}
