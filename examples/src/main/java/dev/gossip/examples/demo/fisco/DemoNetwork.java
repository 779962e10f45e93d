package dev.gossip.examples.demo.fisco;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.GossipRuntime;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.examples.demo.Signals;
import dev.gossip.fisco.FiscoPeer;
import java.util.ArrayList;
import java.util.List;

/** The ring, the pair, and everything they have in common. Used by one thread. */
final class DemoNetwork implements AutoCloseable {

    private final GossipRuntime runtime;
    private final Signals signals;
    private final DemoCertificates certificates;
    private final List<DemoNode> ring = new ArrayList<>();
    private final List<DemoNode> pair = new ArrayList<>();

    DemoNetwork(GossipRuntime runtime, Signals signals) {
        this.runtime = runtime;
        this.signals = signals;
        this.certificates = new DemoCertificates(runtime.time());
        for (int number = 0; number < DemoSettings.RING; number++) {
            ring.add(node(number, 3));
        }
        for (int number = 0; number < DemoSettings.PAIR; number++) {
            pair.add(node(DemoSettings.RING + number, 2));
        }
    }

    private DemoNode node(int number, int generation) {
        return new DemoNode(number, generation, certificates.node(generation, "node" + number), this);
    }

    List<DemoNode> ring() {
        return List.copyOf(ring);
    }

    DemoNode ring(int place) {
        return ring.get(place);
    }

    DemoNode pair(int place) {
        return pair.get(place);
    }

    List<DemoNode> all() {
        List<DemoNode> all = new ArrayList<>(ring);
        all.addAll(pair);
        return all;
    }

    DemoCertificates certificates() {
        return certificates;
    }

    void start() {
        all().forEach(DemoNode::start);
        ring.forEach(this::dialNext);
        pair.get(1).dial(pair.get(0));
    }

    /** A node that was killed, with the link that it is to keep; the other one is kept by its neighbour. */
    void restart(DemoNode node) {
        node.start();
        dialNext(node);
    }

    private void dialNext(DemoNode node) {
        node.dial(ring.get((ring.indexOf(node) + 1) % ring.size()));
    }

    DemoNode.Life bringUp(DemoNode node) {
        EndpointConfig.Builder p2p = EndpointConfig.named(DemoNode.P2P)
                .transport("netty")
                .setting("generation", Integer.toString(node.generation()))
                .identity(LocalIdentities.presented(node.material()))
                .tls(certificates.p2p(node.generation(), node.material()))
                .listen(node.address().toString());
        FiscoPeer peer = FiscoPeer.create(DemoSettings.CONFIG)
                .p2p(p2p)
                .channel(EndpointConfig.named(DemoNode.CHANNEL)
                        .transport("netty")
                        .tls(certificates.channel(node.toString()))
                        .listen("127.0.0.1:0"));
        if (node.generation() == 3) {
            peer.websocket(EndpointConfig.named(DemoNode.WEBSOCKET)
                    .transport("websocket")
                    .tls(certificates.channel(node.toString()))
                    .listen("127.0.0.1:0"));
        }
        GossipNodeBuilder builder = peer.configure(GossipNode.builder());
        GossipNode running =
                builder.runtime(runtime).observer(event -> signals.changed()).start();
        return new DemoNode.Life(peer, running, running.id(DemoNode.P2P));
    }

    @Override
    public void close() {
        all().forEach(DemoNode::kill);
        certificates.close();
    }
}
