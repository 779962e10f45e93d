package dev.gossip.amop;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.state.status.StatusSyncConfig;
import dev.gossip.testkit.VirtualNetwork;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** Nodes with AMOP, each linked to all others, in virtual time. */
final class TestNet {

    static final String ENDPOINT = "main";
    static final AmopConfig CONFIG = AmopConfig.DEFAULT;

    final long seed;
    final VirtualTime time = new VirtualTime();
    final RandomGenerator random;
    final VirtualNetwork<NodeId, Envelope> wire;
    final List<TestNode> nodes = new ArrayList<>();
    StatusSyncConfig sync = StatusSyncConfig.DEFAULT;

    TestNet(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.wire = new VirtualNetwork<NodeId, Envelope>(time, new SplittableRandom(seed + 1))
                .latency(Duration.ofMillis(1), Duration.ZERO);
    }

    static TestNet of(int nodes, long seed) {
        return of(nodes, seed, CONFIG);
    }

    static TestNet of(int nodes, long seed, AmopConfig config) {
        TestNet net = new TestNet(seed);
        for (int i = 0; i < nodes; i++) {
            net.add(config);
        }
        net.run(Duration.ofMillis(100));
        return net;
    }

    TestNode add(AmopConfig config) {
        TestNode node = new TestNode(this, id(nodes.size()), config);
        List<TestNode> before = List.copyOf(nodes);
        nodes.add(node);
        node.start();
        before.forEach(other -> link(node, other));
        return node;
    }

    Amop amop(int node) {
        return nodes.get(node).amop();
    }

    void link(TestNode one, TestNode other) {
        one.linkUp(other.self);
        other.linkUp(one.self);
    }

    void unlink(TestNode one, TestNode other) {
        one.linkDown(other.self);
        other.linkDown(one.self);
    }

    /** The node is gone and all others notice. */
    void kill(TestNode gone) {
        wire.stop(gone.self);
        nodes.stream().filter(node -> node != gone).forEach(node -> unlink(node, gone));
    }

    void run(Duration span) {
        time.advance(span);
    }

    /** Runs until topics and proofs of everybody have gone round. */
    void settle() {
        run(Duration.ofSeconds(7));
    }

    <T> T await(CompletionStage<T> stage) {
        time.advanceUntil(stage.toCompletableFuture()::isDone, Duration.ofMinutes(5));
        return stage.toCompletableFuture().getNow(null);
    }

    static NodeId id(int number) {
        return new NodeId(Bytes.wrap(new byte[] {(byte) number, (byte) 0xAA}));
    }

    static LinkPeer peer(NodeId id) {
        return new LinkPeer(
                ENDPOINT,
                Optional.of(id),
                Assurance.AUTHENTICATED,
                Optional.empty(),
                PeerAddress.of("peer", 1),
                Attributes.empty());
    }
}
