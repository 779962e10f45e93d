package dev.gossip.simulator.light;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.Topic;
import dev.gossip.simulator.Overlay;
import dev.gossip.simulator.SimulatedHost;
import dev.gossip.simulator.SimulatedTransport;
import dev.gossip.simulator.SimulatedWorld;
import dev.gossip.simulator.Spread;
import dev.gossip.simulator.SpreadMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Nodes of the protocol {@code light} on the hosts of a world, linked as an overlay says, for measuring how messages spread.
 * Host number i is called {@code n} and the number; its node's only endpoint is called {@value #ENDPOINT}.
 */
public final class LightNetwork {

    /** The name of every endpoint. */
    public static final String ENDPOINT = "main";

    private static final Topic TOPIC = Topic.named("spread");
    private static final int PORT = 7_000;
    private static final Duration LINKING_LIMIT = Duration.ofMinutes(5);

    /** Shorter frames cannot carry a message, because contents have this length at least. */
    private static final int LEAST_CONTENT = 600;

    private final SimulatedWorld world;
    private final Overlay overlay;
    private final SpreadMeter meter;
    private final List<SimulatedHost> hosts = new ArrayList<>();

    private LightNetwork(SimulatedWorld world, Overlay overlay) {
        this.world = world;
        this.overlay = overlay;
        this.meter = new SpreadMeter(world, frame -> frame.length() >= LEAST_CONTENT, frame -> true);
    }

    /**
     * Starts all nodes and waits until they are linked.
     *
     * @param parts what every node is made of besides its endpoint: the router, for example
     * @throws GossipException if the nodes are not linked within five minutes of the world's time
     */
    public static LightNetwork start(SimulatedWorld world, Overlay overlay, Consumer<GossipNodeBuilder> parts) {
        LightNetwork network = new LightNetwork(world, overlay);
        for (int number = 0; number < overlay.hosts(); number++) {
            network.start(number, parts);
        }
        network.awaitLinks();
        return network;
    }

    private void start(int number, Consumer<GossipNodeBuilder> parts) {
        SimulatedHost host = world.host("n" + number);
        EndpointConfig.Builder endpoint = EndpointConfig.named(ENDPOINT)
                .protocol(new LightProtocol())
                .transport(new SimulatedTransport())
                .listen(host.address(PORT).toString())
                .setting("id", host.name());
        overlay.dials(number).forEach(peer -> endpoint.seed(hosts.get(peer).address(PORT)));
        hosts.add(host);
        EndpointConfig built = endpoint.build();
        host.start(
                node -> parts.accept(node.endpoint(built)),
                started -> started.subscribe(TOPIC, MessageHandler.accepting(delivery -> meter.delivered(host))));
    }

    private void awaitLinks() {
        Duration step = Duration.ofSeconds(1);
        for (Duration waited = Duration.ZERO; waited.compareTo(LINKING_LIMIT) < 0; waited = waited.plus(step)) {
            world.run(step);
            if (links() == overlay.links()) {
                return;
            }
        }
        throw new GossipException(
                links() + " of " + overlay.links() + " links came up within " + LINKING_LIMIT + "; look at the losses");
    }

    /** Links that are up; a link whose ends disagree counts half. */
    public int links() {
        int ends = hosts.stream()
                .filter(SimulatedHost::isUp)
                .mapToInt(host -> host.node().describe().endpoints().get(0).links())
                .sum();
        return ends / 2;
    }

    /** The host of this number. */
    public SimulatedHost host(int number) {
        return hosts.get(number);
    }

    /**
     * Lets a node say something and counts what comes of it.
     *
     * @param origin the number of its host
     * @param bytes the length of the message, at least 600, so that frames with it are told from others
     * @param span how long to watch
     */
    public Spread spread(int origin, int bytes, Duration span) {
        if (bytes < LEAST_CONTENT) {
            throw new IllegalArgumentException(
                    "a message of " + bytes + " bytes is too short; needed are " + LEAST_CONTENT);
        }
        SimulatedHost author = host(origin);
        meter.begin(author);
        author.node().publish(TOPIC, Bytes.wrap(new byte[bytes]));
        world.run(span);
        return meter.read();
    }
}
