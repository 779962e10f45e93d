package dev.gossip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gossip.simulator.light.LightNetwork;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Many whole nodes. {@code -Dgossip.simulator.hosts=10000} makes the large world. */
class ScaleTest {

    private static final int HOSTS = Integer.getInteger("gossip.simulator.hosts", 1_000);
    private static final int DEGREE = 8;
    private static final long SEED = 1;

    @Test
    void aThousandNodesPassOnWhatOneSays() {
        LinkModel links = LinkModel.of(Latency.uniform(Duration.ofMillis(10), Duration.ofMillis(50)));
        try (SimulatedWorld world = SimulatedWorld.seeded(SEED).links(links)) {
            LightNetwork network =
                    LightNetwork.start(world, Overlay.regular(HOSTS, DEGREE, SEED), node -> node.router("flood"));
            Spread spread = network.spread(HOSTS / 2, 1_024, Duration.ofSeconds(1));
            assertThat(spread.isAtomic()).as("seed %d", SEED).isTrue();
            assertThat(spread.copiesPerDelivery())
                    .as("seed %d", SEED)
                    .isCloseTo((HOSTS * (DEGREE - 1) + 1) / (HOSTS - 1.0), within(0.01));
            assertThat(spread.originUploads()).isEqualTo(DEGREE);
            assertThat(spread.timeToLast()).isLessThan(Duration.ofMillis(250));
        }
    }
}
