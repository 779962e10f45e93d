package dev.gossip.benchmarks.dissemination;

import dev.gossip.benchmarks.dissemination.Theory.Expected;
import dev.gossip.simulator.Latency;
import dev.gossip.simulator.LinkModel;
import dev.gossip.simulator.Overlay;
import dev.gossip.simulator.SimulatedWorld;
import dev.gossip.simulator.light.LightNetwork;
import java.time.Duration;

/** A router of the node alone: nodes of the protocol {@code light}, latencies of one hop plus or minus 15 %. */
final class LightScheme implements Scheme {

    private static final Duration HOP = Duration.ofMillis(100);
    private static final LinkModel LINKS = LinkModel.of(Latency.uniform(
            HOP.multipliedBy(85).dividedBy(100), HOP.multipliedBy(115).dividedBy(100)));

    /** Longer than any message takes. */
    private static final Duration WATCH = HOP.multipliedBy(40);

    private static final int MESSAGE_BYTES = 1_024;

    /** Above this a mesh has too many links for one machine. */
    private static final int LARGEST_MESH = 128;

    /** Messages of a router without chance differ in nothing but latencies. */
    private static final int FEW = 5;

    private static final double DEVIATIONS = 3;

    private final String router;
    private final int fanout;
    private final int overlayDegree;

    private LightScheme(String router, int fanout, int overlayDegree) {
        this.router = router;
        this.fanout = fanout;
        this.overlayDegree = overlayDegree;
    }

    /** Everybody passes everything on; up to 128 hosts on a mesh, else with {@code overlayDegree} links each. */
    static LightScheme flood(int overlayDegree) {
        return new LightScheme("flood", 1, overlayDegree);
    }

    /** Infect and die; up to 128 hosts on a mesh, else with {@code overlayDegree} links each. */
    static LightScheme fanout(int fanout, int overlayDegree) {
        return new LightScheme("fanout", fanout, overlayDegree);
    }

    private boolean isFlood() {
        return router.equals("flood");
    }

    @Override
    public String name() {
        return isFlood() ? router : router + " " + fanout;
    }

    @Override
    public int degree(int hosts) {
        return hosts <= LARGEST_MESH ? hosts - 1 : overlayDegree;
    }

    @Override
    public int messages(int hosts, int wanted) {
        return isFlood() ? Math.min(wanted, FEW) : wanted;
    }

    @Override
    public Tally measure(int hosts, int messages, long seed) {
        Tally tally = new Tally(HOP);
        try (SimulatedWorld world = SimulatedWorld.seeded(seed).links(LINKS)) {
            Overlay overlay =
                    degree(hosts) == hosts - 1 ? Overlay.mesh(hosts) : Overlay.regular(hosts, degree(hosts), seed);
            LightNetwork network = LightNetwork.start(
                    world, overlay, node -> node.router(router).fanout(fanout));
            for (int i = 0; i < messages; i++) {
                tally.add(network.spread(i % hosts, MESSAGE_BYTES, WATCH));
            }
        }
        return tally;
    }

    @Override
    public Theory theory(int hosts, int messages) {
        Theory silent = Theory.SILENT.withAnnouncements(Expected.exactly(0));
        return isFlood() ? flooding(silent, hosts) : infecting(silent, hosts, messages);
    }

    /** Each host sends on every link but the one that brought the message; the origin on all. */
    private Theory flooding(Theory silent, int hosts) {
        int degree = degree(hosts);
        double copies = ((double) hosts * degree - hosts + 1) / (hosts - 1);
        Theory certain = silent.withCopies(Expected.exactly(copies))
                .withCoverage(Expected.exactly(1))
                .withAtomic(Expected.exactly(1))
                .withOriginUploads(Expected.exactly(degree));
        return degree == hosts - 1 ? certain.withHopsToLast(Expected.between(0.85, 1.15)) : certain;
    }

    private Theory infecting(Theory silent, int hosts, int messages) {
        InfectAndDie chain = new InfectAndDie(hosts, fanout);
        double root = Math.sqrt(messages);
        double error = DEVIATIONS * chain.deviation() / root;
        Theory base = silent.withOriginUploads(Expected.exactly(Math.min(fanout, hosts - 1)));
        if (degree(hosts) < hosts - 1) {
            double coverage = InfectAndDie.coverageOnOverlay(fanout, degree(hosts));
            return base.withCoverage(new Expected(coverage, error + 1.0 / hosts))
                    .withCopies(new Expected(fanout * (1 + 1 / (coverage * hosts)), 0.01));
        }
        double atomicError = DEVIATIONS * Math.sqrt(chain.atomic() * (1 - chain.atomic())) / root;
        return base.withCoverage(new Expected(chain.coverage(), error))
                .withCopies(new Expected(chain.copies(), 0.01))
                .withAtomic(new Expected(chain.atomic(), atomicError));
    }
}
