package dev.gossip.benchmarks.dissemination;

import dev.gossip.simulator.Latency;
import dev.gossip.simulator.LinkModel;
import dev.gossip.simulator.Overlay;
import dev.gossip.simulator.SimulatedWorld;
import dev.gossip.simulator.Spread;
import dev.gossip.simulator.light.LightNetwork;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How much a world of many nodes costs this machine. */
final class LargeWorld {

    private static final int DEGREE = 8;
    private static final int MESSAGES = 3;
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private LargeWorld() {}

    static void run(int hosts, long seed, PrintWriter out) {
        long began = System.nanoTime();
        LinkModel links = LinkModel.of(Latency.uniform(Duration.ofMillis(10), Duration.ofMillis(50)));
        try (SimulatedWorld world = SimulatedWorld.seeded(seed).links(links)) {
            LightNetwork network =
                    LightNetwork.start(world, Overlay.regular(hosts, DEGREE, seed), node -> node.router("flood"));
            out.printf(Locale.ROOT, "%,d nodes with %d links each, up after %.1f s%n", hosts, DEGREE, seconds(began));
            for (int i = 0; i < MESSAGES; i++) {
                long sent = System.nanoTime();
                Spread spread = network.spread(i, 1_024, Duration.ofSeconds(2));
                out.printf(
                        Locale.ROOT,
                        "flood: coverage %.4f, %.3f copies per delivery, the last after %d ms; took %.1f s%n",
                        spread.coverage(),
                        spread.copiesPerDelivery(),
                        spread.timeToLast().toMillis(),
                        seconds(sent));
                out.flush();
            }
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            out.printf(
                    Locale.ROOT,
                    "%,d bytes of heap per node; %.1f s in all; %,d events, digest %s%n",
                    heap / hosts,
                    seconds(began),
                    world.events(),
                    world.digest());
            out.flush();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / NANOS_PER_SECOND;
    }
}
