package dev.gossip.benchmarks.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossip.benchmarks.Median;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ratio is the median of ratios of neighbours, not the ratio of medians. */
class RowTest {

    private static final Workload STREAM = new Workload(128, 0, false);

    private static Sample rate(double perSecond) {
        return new Sample(perSecond, 10, 20, 30, Sample.Cost.NONE, Sample.Cost.NONE);
    }

    @Test
    void ratioPairsNeighbouringTurns() {
        // The machine was slow during the second pair; both sides felt it.
        Row row = new Row(
                STREAM,
                "netty",
                List.of(rate(80), rate(8), rate(90)),
                List.of(rate(100), rate(10), rate(100)),
                rate(200));
        assertThat(row.ratio(Sample::perSecond)).isCloseTo(0.8, within(1e-9));
        assertThat(row.ours(Sample::perSecond)).isEqualTo(80);
        assertThat(row.raw(Sample::perSecond)).isEqualTo(100);
    }

    @Test
    void medianOfAnEvenNumberIsBetweenTheMiddleOnes() {
        assertThat(Median.of(4, 1, 3, 2)).isEqualTo(2.5);
        assertThat(Median.of(7)).isEqualTo(7);
    }

    @Test
    void samplesWithoutPartnersAreRefused() {
        assertThatThrownBy(() -> new Row(STREAM, "netty", List.of(rate(1)), List.of(), rate(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 samples cannot be paired with 0");
    }

    @Test
    void sampleSurvivesTheWayBetweenProcesses() {
        Sample sample = new Sample(
                1_234_567.5, 21_000, 52_000, 163_000, new Sample.Cost(48.25, 71), new Sample.Cost(168, 93.5));
        assertThat(Sample.parse(sample.line())).isEqualTo(sample);
    }
}
