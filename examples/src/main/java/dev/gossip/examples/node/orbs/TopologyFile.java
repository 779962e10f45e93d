package dev.gossip.examples.node.orbs;

import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.orbs.codec.OrbsNode;
import dev.gossip.orbs.codec.OrbsPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The topology of a running node: looks every two seconds whether the file names another one, and uses it. A file that cannot
 * be read changes nothing. Read on a worker. Thread-safe.
 */
final class TopologyFile implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final Path file;
    private final OrbsPeer peer;
    private final GossipRuntime runtime;
    private final Consumer<String> log;
    private volatile List<OrbsNode> current;
    private volatile String refused = "";
    private Cancellable timer = () -> {};
    private boolean closed;

    private TopologyFile(Path file, List<OrbsNode> first, OrbsPeer peer, GossipRuntime runtime, Consumer<String> log) {
        this.file = file;
        this.current = first;
        this.peer = peer;
        this.runtime = runtime;
        this.log = log;
    }

    /**
     * Gives the peer its first topology.
     *
     * @throws GossipException naming the key that is wrong
     */
    static TopologyFile of(
            Path file, OrbsNodeConfig config, OrbsPeer peer, GossipRuntime runtime, Consumer<String> log) {
        List<OrbsNode> first = OrbsWiring.topology(config);
        use(first, peer);
        return new TopologyFile(file, first, peer, runtime, log);
    }

    private static void use(List<OrbsNode> nodes, OrbsPeer peer) {
        try {
            peer.topology(nodes);
        } catch (IllegalArgumentException e) {
            throw new GossipException("key 'topology': " + e.getMessage(), e);
        }
    }

    List<OrbsNode> current() {
        return current;
    }

    synchronized void watch() {
        if (!closed) {
            timer = runtime.scheduler().schedule(PERIOD, () -> runtime.workers().execute(this::look));
        }
    }

    private void look() {
        try {
            List<OrbsNode> found = OrbsWiring.topology(NodeConfigParser.read(file, OrbsNodeConfig.class));
            refused = "";
            if (!found.equals(current)) {
                use(found, peer);
                current = found;
                log.accept("topology: " + found.size() + " nodes from now on");
            }
        } catch (GossipException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(refused)) {
                refused = problem;
                log.accept("topology: the file is of no use, the old one stays: " + problem);
            }
        } finally {
            watch();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
    }
}
