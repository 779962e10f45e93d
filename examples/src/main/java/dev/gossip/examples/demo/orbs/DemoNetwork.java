package dev.gossip.examples.demo.orbs;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.examples.demo.FreeAddresses;
import dev.gossip.examples.demo.Signals;
import dev.gossip.orbs.codec.OrbsConfig;
import dev.gossip.orbs.codec.OrbsPeer;
import dev.gossip.orbs.codec.OrbsTopic;
import dev.gossip.orbs.codec.forward.Forwarding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Nodes of one virtual chain and everything they have in common. Used by one thread. */
final class DemoNetwork implements AutoCloseable {

    private final GossipRuntime runtime;
    private final Signals signals;
    private final boolean tls;
    private final Forwarding forwarding;
    private final FreeAddresses addresses = new FreeAddresses();
    private final List<DemoNode> nodes = new ArrayList<>();

    DemoNetwork(GossipRuntime runtime, Signals signals, boolean tls, Forwarding forwarding) {
        this.runtime = runtime;
        this.signals = signals;
        this.tls = tls;
        this.forwarding = forwarding;
    }

    /** Adds the next node without starting it. */
    DemoNode add() {
        int number = nodes.size() + 1;
        DemoNode node = new DemoNode(
                number,
                addresses.next(),
                tls ? Optional.of(PinnedKey.create("node" + number, runtime.time())) : Optional.empty(),
                new Uplink(runtime, DemoSettings.UPLINK_BYTES_PER_SECOND),
                new Inbox(runtime.time(), signals::changed),
                this);
        nodes.add(node);
        return node;
    }

    DemoNode.Life bringUp(DemoNode node, Collection<DemoNode> members) {
        EndpointConfig.Builder endpoint = EndpointConfig.named(DemoNode.ENDPOINT)
                .transport(new PacedTransport(node.uplink()))
                .listen(node.address().toString());
        OrbsConfig config = OrbsConfig.of(node.id(), DemoSettings.VIRTUAL_CHAIN)
                .withReconnect(DemoSettings.RECONNECT)
                .withTiming(DemoSettings.TIMING)
                .withForwarding(forwarding);
        if (node.key().isPresent()) {
            endpoint.tls(node.key().get().tls());
            config = config.withMutualTls();
        }
        OrbsPeer peer = OrbsPeer.on(endpoint, config)
                .topology(members.stream().map(DemoNode::member).toList());
        for (OrbsTopic topic : OrbsTopic.values()) {
            peer.subscribe(topic, "inbox", node.inbox());
        }
        GossipNode running = peer.configure(GossipNode.builder())
                .runtime(runtime)
                .observer(event -> observe(node, event))
                .start();
        return new DemoNode.Life(peer, running);
    }

    private void observe(DemoNode node, NodeEvent event) {
        if (event instanceof NodeEvent.LinkDown down) {
            down.peer().id().ifPresent(node.lostLinks()::add);
        }
        signals.changed();
    }

    /** Starts seven nodes and waits until each can send to each. */
    List<DemoNode> assemble() {
        for (int number = 0; number < DemoSettings.NODES; number++) {
            add();
        }
        List<DemoNode> members = nodes();
        members.forEach(node -> node.start(members));
        signals.await(
                "every node can send to every other one",
                DemoSettings.PATIENCE,
                () -> isComplete(members),
                () -> missing(members).toString());
        return members;
    }

    List<DemoNode> nodes() {
        return List.copyOf(nodes);
    }

    /** Whether each of {@code members} can send to each other one. */
    boolean isComplete(Collection<DemoNode> members) {
        return missing(members).isEmpty();
    }

    private static List<String> missing(Collection<DemoNode> members) {
        return members.stream()
                .flatMap(from -> members.stream()
                        .filter(to -> to != from && !from.isLinkedTo(to))
                        .map(to -> "; " + from + " cannot send to " + to))
                .toList();
    }

    @Override
    public void close() {
        nodes.forEach(DemoNode::kill);
    }
}
