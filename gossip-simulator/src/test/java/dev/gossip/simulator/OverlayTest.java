package dev.gossip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlayTest {

    @ParameterizedTest(name = "{0} hosts of degree {1}, seed {2}")
    @CsvSource({"4, 3, 1", "10, 3, 2", "10, 8, 3", "100, 5, 4", "1000, 8, 5", "50, 49, 6", "2, 1, 7"})
    void aRegularGraphGivesEveryHostItsLinks(int hosts, int degree, long seed) {
        Overlay overlay = Overlay.regular(hosts, degree, seed);
        int[] links = new int[hosts];
        for (int host = 0; host < hosts; host++) {
            assertThat(overlay.dials(host)).as("seed %d", seed).doesNotHaveDuplicates();
            for (int peer : overlay.dials(host)) {
                assertThat(peer).isBetween(0, host - 1);
                links[host]++;
                links[peer]++;
            }
        }
        assertThat(links).as("seed %d", seed).containsOnly(degree);
        assertThat(overlay.links()).isEqualTo(hosts * degree / 2);
    }

    @Test
    void theSameSeedGivesTheSameGraph() {
        assertThat(dials(1)).isEqualTo(dials(1)).isNotEqualTo(dials(2));
    }

    private static String dials(long seed) {
        Overlay overlay = Overlay.regular(30, 4, seed);
        StringBuilder all = new StringBuilder();
        for (int host = 0; host < overlay.hosts(); host++) {
            all.append(overlay.dials(host));
        }
        return all.toString();
    }

    @Test
    void aMeshLinksEveryPairOnce() {
        assertThat(Overlay.mesh(20).links()).isEqualTo(190);
        assertThat(Overlay.mesh(3).dials(2)).containsExactly(0, 1);
    }

    @Test
    void impossibleGraphsAreRefused() {
        assertThatThrownBy(() -> Overlay.regular(5, 3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("even product");
        assertThatThrownBy(() -> Overlay.regular(4, 4, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
