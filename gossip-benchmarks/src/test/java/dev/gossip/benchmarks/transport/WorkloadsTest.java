package dev.gossip.benchmarks.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.GossipException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is measured without and with options, and for how long. */
class WorkloadsTest {

    @Test
    void everythingByDefault() {
        assertThat(Workloads.choose("both", null, null))
                .hasSize(12)
                .contains(new Workload(1 << 20, 0, true), new Workload(128, 128, false));
    }

    @Test
    void optionsNarrowTheChoice() {
        assertThat(Workloads.choose("plain", List.of("stream"), List.of(128)))
                .containsExactly(new Workload(128, 0, false));
        assertThat(Workloads.choose("mutual", List.of("request-1"), null)).containsExactly(new Workload(128, 1, true));
        assertThatThrownBy(() -> Workloads.choose("some", null, null))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("plain, mutual or both");
    }

    @Test
    void quickShortensItsTurnsWhenTheMachineIsSlow() {
        Schedule quick = Schedule.quick();
        int turns = 12 * quick.turns(4);
        Schedule.Turn atFirst = quick.next(5_000, turns, 0);
        assertThat(turns * (atFirst.leadMillis() + atFirst.measuredMillis())).isLessThanOrEqualTo(100_000);
        Schedule.Turn behind = quick.next(80_000, turns / 2, 100);
        assertThat(behind.leadMillis() + behind.measuredMillis())
                .isGreaterThanOrEqualTo(100)
                .isLessThan(300);
    }

    @Test
    void fullRunsKeepTheirTurns() {
        assertThat(Schedule.full(5, 2_000).next(1_000_000, 1, 100)).isEqualTo(new Schedule.Turn(500, 1_500));
    }
}
