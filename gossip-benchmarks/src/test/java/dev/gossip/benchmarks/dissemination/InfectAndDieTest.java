package dev.gossip.benchmarks.dissemination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfectAndDieTest {

    @Test
    void smallCasesAreAsWorkedOutByHand() {
        // A tells B, B tells C or D, who tells A or the last one: half of the time all have it, else three of four.
        InfectAndDie four = new InfectAndDie(4, 1);
        assertThat(four.atomic()).isCloseTo(0.5, within(1e-12));
        assertThat(four.coverage()).isCloseTo(0.875, within(1e-12));
        assertThat(four.deviation()).isCloseTo(0.125, within(1e-12));
        assertThat(four.copies()).isCloseTo((4 / 3.0 + 3 / 2.0) / 2, within(1e-12));
        InfectAndDie all = new InfectAndDie(4, 3);
        assertThat(all.coverage()).isCloseTo(1, within(1e-12));
        assertThat(all.copies()).isCloseTo((3 + 3 * 2) / 3.0, within(1e-12));
    }

    /** Simulated figures for targets chosen among all others; leaving out the giver helps a little in small networks. */
    @ParameterizedTest(name = "{0} hosts, fanout {1}")
    @CsvSource({
        "10, 3, 0.9738, 0.774, 3.35, 0.015",
        "50, 3, 0.9470, 0.083, 3.07, 0.006",
        "100, 2, 0.8036, 0, 2.03, 0.006",
        "100, 3, 0.9444, 0.005, 3.03, 0.003",
        "100, 7, 0.9994, 0.936, 7.07, 0.001",
        "1000, 3, 0.9410, 0, 3.00, 0.001",
        "1000, 7, 0.9991, 0.393, 7.01, 0.001"
    })
    void itAgreesWithPublishedSimulations(
            int hosts, int fanout, double coverage, double atomic, double copies, double error) {
        InfectAndDie chain = new InfectAndDie(hosts, fanout);
        assertThat(chain.coverage()).isCloseTo(coverage, within(error));
        assertThat(chain.atomic()).isCloseTo(atomic, within(Math.max(0.03, 9 * error)));
        assertThat(chain.copies()).isCloseTo(copies, within(0.02));
    }

    @Test
    void onAnOverlayWithManyLinksItComesCloseToChoosingAmongAll() {
        assertThat(InfectAndDie.coverageOnOverlay(3, 1_000)).isCloseTo(0.9405, within(0.001));
        assertThat(InfectAndDie.coverageOnOverlay(3, 10)).isGreaterThan(0.96);
    }
}
