package dev.gossip.examples.demo.chronos;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosLimits;
import dev.gossip.chronos.json.ChronosPeer;
import dev.gossip.chronos.json.ChronosTiming;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.core.router.SqrtRouter;
import dev.gossip.examples.demo.FreeAddresses;
import dev.gossip.examples.demo.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Nodes of one chain and everything they have in common. Used by one thread. */
final class DemoNetwork implements AutoCloseable {

    private final GossipRuntime runtime;
    private final Signals signals;
    private final ChronosTiming timing;
    private final HopMeter meter = new HopMeter();
    private final List<DemoNode> nodes = new ArrayList<>();

    private final FreeAddresses addresses = new FreeAddresses();

    DemoNetwork(GossipRuntime runtime, Signals signals, ChronosTiming timing) {
        this.runtime = runtime;
        this.signals = signals;
        this.timing = timing;
    }

    /** Adds the next node without starting it. */
    DemoNode add(boolean broadcasting) {
        int number = nodes.size() + 1;
        DemoNode node = new DemoNode(
                number,
                addresses.next(),
                broadcasting,
                new Traffic(runtime.newRandom("loss of node" + number)),
                new Ledger(runtime.time(), signals::changed));
        nodes.add(node);
        return node;
    }

    List<DemoNode> nodes() {
        return List.copyOf(nodes);
    }

    /** Measures hops from now on. */
    void measureHops() {
        meter.restart();
    }

    /** What a frame takes from node to node, as measured so far. */
    Duration hop() {
        return meter.hop();
    }

    /** @param peers whom it dials */
    void start(DemoNode node, Collection<DemoNode> peers) {
        EndpointConfig.Builder endpoint = EndpointConfig.named(DemoNode.ENDPOINT)
                .transport(new WatchedTransport(node.traffic(), meter))
                .listen(node.address().toString());
        peers.stream().filter(peer -> peer != node).forEach(peer -> endpoint.seed(peer.address()));
        ChronosConfig config = ChronosConfig.of("wallet of " + node)
                .withTiming(timing)
                .withLimits(ChronosLimits.DEFAULT.withLinksPerHost(2 * DemoSettings.NODES))
                .withRouter(new SqrtRouter(DemoSettings.ANNOUNCE_DELAY), ChronosConfig.MIN_DIRECT);
        ChronosPeer peer = ChronosPeer.on(
                        endpoint,
                        node.broadcasting() ? config : config.withoutBroadcasting(),
                        new InMemoryOrderedStore())
                .listen(node.ledger());
        GossipNode running = peer.configure(GossipNode.builder())
                .runtime(runtime)
                .observer(event -> signals.changed())
                .start();
        node.started(new DemoNode.Life(peer, running));
    }

    @Override
    public void close() {
        nodes.forEach(DemoNode::stop);
    }
}
