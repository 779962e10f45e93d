package dev.gossip.benchmarks.dissemination;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.benchmarks.dissemination.Theory.Expected;
import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosLimits;
import dev.gossip.chronos.json.ChronosListener;
import dev.gossip.chronos.json.ChronosPeer;
import dev.gossip.chronos.json.ChronosTiming;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.core.router.SqrtRouter;
import dev.gossip.simulator.Latency;
import dev.gossip.simulator.LinkModel;
import dev.gossip.simulator.SimulatedHost;
import dev.gossip.simulator.SimulatedTransport;
import dev.gossip.simulator.SimulatedWorld;
import dev.gossip.simulator.SpreadMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Chronos nodes on a mesh: a new block goes whole to the square root of the peers, its hash to the rest after a delay. Latencies
 * of one hop plus or minus 15 %, of which the delay lasts four.
 */
final class ChronosScheme implements Scheme {

    private static final Duration HOP = Duration.ofMillis(100);
    private static final LinkModel LINKS = LinkModel.of(Latency.uniform(
            HOP.multipliedBy(85).dividedBy(100), HOP.multipliedBy(115).dividedBy(100)));

    /** The delay, a fetch and the choice between rivals are over by then. */
    private static final Duration WATCH = Duration.ofSeconds(4);

    private static final Duration LINKING = Duration.ofSeconds(10);
    private static final int PORT = 4_400;

    /** Blocks times hosts of a measurement; small networks need more blocks, because each is more of a chance. */
    private static final int DELIVERIES = 2_000;

    /** What every frame with an announcement begins with. */
    private static final Bytes ANNOUNCEMENT = Bytes.utf8("{\"code\":5,");

    /** Handshakes would be most of the work, and say nothing here. */
    private static final ChronosTiming TIMING = new ChronosTiming(
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));

    /** Averages of an independent simulation, so they have errors too; its rules differ in details. */
    private static final double ERROR = 0.1;

    private final String name;
    private final Duration announceDelay;
    private final int minDirect;
    private final Map<Integer, Simulated> simulated;

    private ChronosScheme(String name, Duration announceDelay, int minDirect, Map<Integer, Simulated> simulated) {
        this.name = name;
        this.announceDelay = announceDelay;
        this.minDirect = minDirect;
        this.simulated = simulated;
    }

    /** Announces at once, as Chronos' own node does: whoever is told asks the origin. */
    static ChronosScheme immediate() {
        return new ChronosScheme("sqrt at once", Duration.ZERO, 0, Map.of());
    }

    /** Announces after four hops. */
    static ChronosScheme delayed() {
        return new ChronosScheme(
                "sqrt delayed",
                SqrtRouter.ANNOUNCE_DELAY,
                0,
                Map.of(
                        10, new Simulated(2.36, 3.9, 3.6, 5.3),
                        25, new Simulated(4.17, 13.1, 4.3, 4.5),
                        50, new Simulated(6.14, 32.4, 7.1, 3.6),
                        100, new Simulated(9.09, 73.5, 9.0, 3.4)));
    }

    /** Announces after four hops, and sends the block to four peers at least: what our nodes do unless told otherwise. */
    static ChronosScheme standard() {
        return new ChronosScheme(
                "sqrt, 4 least",
                SqrtRouter.ANNOUNCE_DELAY,
                ChronosConfig.MIN_DIRECT,
                Map.of(10, new Simulated(4.44, 2.0, 4, 2.4)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int degree(int hosts) {
        return hosts - 1;
    }

    @Override
    public int messages(int hosts, int wanted) {
        return Math.min(wanted, Math.max(1, DELIVERIES / hosts));
    }

    @Override
    public Tally measure(int hosts, int messages, long seed) {
        Tally tally = new Tally(HOP);
        try (SimulatedWorld world = SimulatedWorld.seeded(seed).links(LINKS)) {
            SpreadMeter meter = new SpreadMeter(
                    world,
                    frame -> frame.length() >= ChronosBlocks.LEAST_BYTES,
                    frame -> frame.length() > ANNOUNCEMENT.length()
                            && frame.slice(0, ANNOUNCEMENT.length()).equals(ANNOUNCEMENT));
            ChronosBlock newest = ChronosBlocks.first();
            List<ChronosPeer> peers = start(world, hosts, newest, meter);
            world.run(LINKING);
            for (int i = 0; i < messages; i++) {
                newest = ChronosBlocks.after(newest);
                meter.begin(world.hosts().get(i % hosts));
                peers.get(i % hosts).submit(newest);
                world.run(WATCH);
                tally.add(meter.read());
            }
        }
        return tally;
    }

    private List<ChronosPeer> start(SimulatedWorld world, int hosts, ChronosBlock first, SpreadMeter meter) {
        for (int i = 0; i < hosts; i++) {
            world.host("chronos" + i);
        }
        List<ChronosPeer> peers = new ArrayList<>();
        for (SimulatedHost host : world.hosts()) {
            EndpointConfig.Builder endpoint = EndpointConfig.named("chronos")
                    .transport(new SimulatedTransport())
                    .listen(host.address(PORT).toString());
            world.hosts().stream().filter(other -> other != host).forEach(other -> endpoint.seed(other.address(PORT)));
            InMemoryOrderedStore store = new InMemoryOrderedStore();
            store.append(first.height(), first.json());
            ChronosConfig config = ChronosConfig.of(host.name())
                    .withTiming(TIMING)
                    .withLimits(ChronosLimits.DEFAULT.withLinksPerHost(hosts))
                    .withRouter(new SqrtRouter(announceDelay), minDirect);
            ChronosPeer peer = ChronosPeer.on(endpoint, config, store).listen(new ChronosListener() {
                @Override
                public void received(ChronosBlock block) {
                    meter.delivered(host);
                }
            });
            host.start(peer::configure);
            peers.add(peer);
        }
        return peers;
    }

    @Override
    public Theory theory(int hosts, int messages) {
        Theory sure = Theory.SILENT.withCoverage(Expected.exactly(1)).withAtomic(Expected.exactly(1));
        if (announceDelay.isZero()) {
            return sure.withOriginUploads(Expected.exactly(hosts - 1));
        }
        Simulated known = simulated.get(hosts);
        return known == null
                ? sure
                : sure.withCopies(near(known.blocks))
                        .withAnnouncements(near(known.hashes))
                        .withOriginUploads(near(known.originUploads))
                        .withHopsToLast(near(known.hopsToLast));
    }

    private static Expected near(double value) {
        return new Expected(value, value * ERROR);
    }

    /** What the simulation of the rules alone gave. */
    private record Simulated(double blocks, double hashes, double originUploads, double hopsToLast) {}
}
