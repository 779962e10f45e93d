package dev.gossip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpreadTest {

    private static final Duration TEN = Duration.ofMillis(10);
    private static final Duration TWENTY = Duration.ofMillis(20);

    @Test
    void figuresFollowFromCounts() {
        Spread spread = new Spread(4, List.of(TEN, TWENTY), 6, 6_000, 3, 30, 2, 3);
        assertThat(spread.coverage()).isEqualTo(0.75);
        assertThat(spread.isAtomic()).isFalse();
        assertThat(spread.copiesPerDelivery()).isEqualTo(3);
        assertThat(spread.controlsPerDelivery()).isEqualTo(1.5);
        assertThat(spread.timeToLast()).isEqualTo(TWENTY);
        assertThat(spread.timeTo(0.25)).isZero();
        assertThat(spread.timeTo(0.5)).isEqualTo(TEN);
        assertThat(spread.timeTo(1)).isEqualTo(TWENTY);
    }

    @Test
    void aMessageThatReachedNobodyHasFiguresToo() {
        Spread spread = new Spread(4, List.of(), 3, 3_000, 0, 0, 3, 3);
        assertThat(spread.coverage()).isEqualTo(0.25);
        assertThat(spread.copiesPerDelivery()).isZero();
        assertThat(spread.timeToLast()).isZero();
        assertThat(spread.timeTo(1)).isZero();
    }

    @Test
    void latenciesAreDistributedAsPromised() {
        SplittableRandom random = new SplittableRandom(3);
        Latency uniform = Latency.uniform(TEN, TWENTY);
        Latency longTailed = Latency.longTailed(TEN, Duration.ofMillis(100));
        int draws = 20_000;
        int aboveMedian = 0;
        int aboveTail = 0;
        for (int i = 0; i < draws; i++) {
            assertThat(uniform.nanos(random)).isBetween(TEN.toNanos(), TWENTY.toNanos());
            long nanos = longTailed.nanos(random);
            aboveMedian += nanos > TEN.toNanos() ? 1 : 0;
            aboveTail += nanos > 100_000_000 ? 1 : 0;
        }
        assertThat((double) aboveMedian / draws).as("seed 3").isCloseTo(0.5, within(0.02));
        assertThat((double) aboveTail / draws).as("seed 3").isCloseTo(0.01, within(0.004));
    }

    @Test
    void impossibleModelsAreRefused() {
        assertThatThrownBy(() -> Latency.uniform(TWENTY, TEN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Latency.longTailed(TWENTY, TEN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LinkModel.LAN.withLoss(1.5)).isInstanceOf(IllegalArgumentException.class);
        try (SimulatedWorld world = SimulatedWorld.seeded(1)) {
            assertThatThrownBy(() -> world.host("a").uplink(0)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
