package dev.gossip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Many whole nodes. {@code -Dgossip.simulator.hosts=10000} shows the large world. */
class ScaleTest {

    private static final int HOSTS = Integer.getInteger("gossip.simulator.hosts", 1_000);
    private static final int DEGREE = 8;
    private static final long SEED = 1;

    @Test
    void aThousandNodesPassOnWhatOneSays() {
        long began = System.nanoTime();
        try (SimulatedWorld world = SimulatedWorld.seeded(SEED)) {
            SpreadMeter meter = new SpreadMeter(world, frame -> frame.length() > 512);
            LightWorld.start(world, Overlay.regular(HOSTS, DEGREE, new SplittableRandom(SEED)), "flood", 3, meter);
            long linked = System.nanoTime();
            System.out.println("linked after ms " + (linked - began) / 1_000_000);
            for (int i = 0; i < 10; i++) {
                SimulatedHost origin = world.host("n" + i * HOSTS / 10);
                meter.begin(origin);
                origin.node().publish(LightWorld.NEWS, Bytes.wrap(new byte[1_024]));
                world.run(Duration.ofSeconds(1));
                Spread spread = meter.read();
                assertThat(spread.isAtomic()).as("seed %d, message %d", SEED, i).isTrue();
                assertThat(spread.copiesPerDelivery()).isEqualTo((HOSTS * (DEGREE - 1) + 1) / (HOSTS - 1.0));
            }
            System.out.println("per message ms " + (System.nanoTime() - linked) / 10_000_000);
            System.gc();
            System.out.println("bytes/node "
                    + (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / HOSTS);
        }
    }
}
