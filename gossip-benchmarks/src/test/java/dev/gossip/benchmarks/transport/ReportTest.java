package dev.gossip.benchmarks.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What programs and people read. */
class ReportTest {

    private static final Sample.Cost COST = new Sample.Cost(100, 50);
    private static final Row STREAM = row(new Workload(64 << 10, 0, false));
    private static final Row REQUESTS = row(new Workload(128, 1, true));

    private static Row row(Workload workload) {
        return new Row(
                workload,
                "netty",
                List.of(new Sample(900, 11_000, 22_000, 33_000, COST, COST)),
                List.of(new Sample(1_000, 10_000, 20_000, 30_000, COST, COST)),
                new Sample(1_100, 0, 0, 0, COST, COST));
    }

    @Test
    void jsonNamesEveryFigure() throws Exception {
        JsonNode rows = new ObjectMapper()
                .readTree(Report.json(List.of(STREAM, REQUESTS)))
                .path("rows");
        assertThat(rows).hasSize(2);
        JsonNode stream = rows.get(0);
        assertThat(stream.path("workload").asText()).isEqualTo("stream");
        assertThat(stream.path("size").asInt()).isEqualTo(65_536);
        assertThat(stream.path("tls").isBoolean()).isTrue();
        assertThat(stream.path("transport").asText()).isEqualTo("netty");
        assertThat(stream.path("oursPerSecond").asDouble()).isEqualTo(900);
        assertThat(stream.path("rawPerSecond").asDouble()).isEqualTo(1_000);
        assertThat(stream.path("ratio").asDouble()).isEqualTo(0.9);
        assertThat(stream.has("p50Ratio")).isFalse();
        assertThat(rows.get(1).path("p50Ratio").asDouble()).isEqualTo(1.1);
        assertThat(rows.get(1).path("p99OursMicros").asDouble()).isEqualTo(22);
    }

    @Test
    void tableShowsRatioAndTarget() {
        StringWriter text = new StringWriter();
        Report.table(List.of(STREAM, REQUESTS), Schedule.full(1, 100), new PrintWriter(text));
        assertThat(text.toString().lines())
                .anySatisfy(line ->
                        assertThat(line).startsWith("stream").contains("64 KiB").contains("0.90    0.90"))
                .anySatisfy(line -> assertThat(line).contains("p50 11.0 : 10.0 (1.10)"));
    }
}
