package dev.gossip.benchmarks.dissemination;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.NodeId;
import dev.gossip.api.Recipients;
import dev.gossip.benchmarks.dissemination.Theory.Expected;
import dev.gossip.orbs.codec.OrbsConfig;
import dev.gossip.orbs.codec.OrbsNode;
import dev.gossip.orbs.codec.OrbsPeer;
import dev.gossip.orbs.codec.OrbsTopic;
import dev.gossip.orbs.codec.forward.Forwarding;
import dev.gossip.simulator.Latency;
import dev.gossip.simulator.LinkModel;
import dev.gossip.simulator.SimulatedHost;
import dev.gossip.simulator.SimulatedTransport;
import dev.gossip.simulator.SimulatedWorld;
import dev.gossip.simulator.SpreadMeter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Orbs nodes that send 1 MiB to all, over uplinks of 12.5 MB/s with 40 ms between hosts; directly or down a tree. */
final class OrbsScheme implements Scheme {

    private static final Duration HOP = Duration.ofMillis(40);
    private static final double UPLINK = 12_500_000;
    private static final int MESSAGE_BYTES = 1 << 20;
    private static final int PORT = 4_400;
    private static final int CHAIN = 42;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** For copies that come after the last delivery. */
    private static final Duration REST = Duration.ofSeconds(1);

    /** For all links to come up. */
    private static final Duration LINKING = Duration.ofSeconds(5);

    /** Seconds that one copy occupies an uplink, in hops. */
    private static final double COPY_HOPS = MESSAGE_BYTES / UPLINK * 1e9 / HOP.toNanos();

    /** Heads of frames, in relation to what they carry. */
    private static final double HEADS = 0.01;

    private static final int FEW = 5;

    private final Forwarding forwarding;

    OrbsScheme(Forwarding forwarding) {
        this.forwarding = forwarding;
    }

    @Override
    public String name() {
        return forwarding.enabled() ? "orbs tree " + forwarding.width() : "orbs direct";
    }

    @Override
    public int degree(int hosts) {
        return hosts - 1;
    }

    @Override
    public int messages(int hosts, int wanted) {
        return Math.min(wanted, FEW);
    }

    @Override
    public Tally measure(int hosts, int messages, long seed) {
        Tally tally = new Tally(HOP);
        try (SimulatedWorld world = SimulatedWorld.seeded(seed).links(LinkModel.of(Latency.fixed(HOP)))) {
            // What is shorter than a header keeps links alive and nothing else.
            SpreadMeter meter = new SpreadMeter(
                    world, frame -> frame.length() >= MESSAGE_BYTES, frame -> frame.length() > Integer.BYTES);
            List<OrbsPeer> peers = start(world, hosts, meter);
            world.run(LINKING);
            for (int i = 0; i < messages; i++) {
                meter.begin(world.hosts().get(i % hosts));
                Bytes content = content(seed, i);
                peers.get(i % hosts).send(OrbsTopic.LEAN_HELIX, 0, Recipients.ALL, List.of(content));
                world.runUntil(() -> meter.deliveries() == hosts - 1, LIMIT);
                world.run(REST);
                tally.add(meter.read());
            }
        }
        return tally;
    }

    private List<OrbsPeer> start(SimulatedWorld world, int hosts, SpreadMeter meter) {
        List<OrbsNode> topology = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            SimulatedHost host = world.host("orbs" + i).uplink(UPLINK);
            topology.add(OrbsNode.of(id(i), host.address(PORT)));
        }
        List<OrbsPeer> peers = new ArrayList<>();
        for (SimulatedHost host : world.hosts()) {
            EndpointConfig.Builder endpoint = EndpointConfig.named("orbs")
                    .transport(new SimulatedTransport())
                    .listen(host.address(PORT).toString());
            OrbsPeer peer = OrbsPeer.on(
                            endpoint, OrbsConfig.of(id(host.index()), CHAIN).withForwarding(forwarding))
                    .topology(topology);
            peer.subscribe(OrbsTopic.LEAN_HELIX, "meter", message -> meter.delivered(host));
            host.start(peer::configure);
            peers.add(peer);
        }
        return peers;
    }

    private static NodeId id(int number) {
        return new NodeId(Bytes.wrap(ByteBuffer.allocate(20).putInt(number + 1).array()));
    }

    /** Each message differs from the others, because equal ones are the same. */
    private static Bytes content(long seed, int number) {
        return Bytes.wrap(
                ByteBuffer.allocate(MESSAGE_BYTES).putLong(seed).putInt(number).array());
    }

    @Override
    public Theory theory(int hosts, int messages) {
        int others = hosts - 1;
        int uploads = forwarding.enabled() ? Math.min(forwarding.width(), others) : others;
        Theory common = Theory.SILENT
                .withCopies(Expected.exactly(1))
                .withCoverage(Expected.exactly(1))
                .withAtomic(Expected.exactly(1))
                .withOriginUploads(Expected.exactly(uploads))
                .withAnnouncements(Expected.exactly((double) (others - uploads) / others));
        if (!forwarding.enabled()) {
            return common.withHopsToLast(atMost(1 + others * COPY_HOPS));
        }
        // The model lets each host wait for its last child's copy to leave; the first children are ahead of it.
        int depth = depth(others);
        double most = depth * (1 + uploads * COPY_HOPS);
        return common.withHopsToLast(Expected.between(depth * (1 + COPY_HOPS), most * (1 + HEADS)));
    }

    private static Expected atMost(double hops) {
        return new Expected(hops, hops * HEADS);
    }

    private int depth(int others) {
        int depth = 0;
        long reached = 0;
        long level = 1;
        while (reached < others) {
            depth++;
            level *= forwarding.width();
            reached += level;
        }
        return depth;
    }
}
