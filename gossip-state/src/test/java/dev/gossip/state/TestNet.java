package dev.gossip.state;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.testkit.VirtualNetwork;
import dev.gossip.testkit.VirtualTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Small nodes in one virtual network, each of which knows all others. */
final class TestNet {

    static final String ENDPOINT = "main";
    static final String SCOPE = "ch1";

    /** Says that an item is valid if its data is what {@link #data} makes of its number. */
    static final ItemCheck CHECK = (scope, sequence, data) -> CompletableFuture.completedStage(
            data.equals(data(sequence)) ? ItemCheck.Result.VALID : ItemCheck.Result.invalid("wrong data"));

    /** A message on the wire; pushed ones are spread by whoever accepts them. */
    record Packet(Envelope envelope, boolean pushed) {}

    final VirtualTime time = new VirtualTime();
    final RandomGenerator random;
    final VirtualNetwork<NodeId, Packet> wire;
    final Map<NodeId, TestNode> nodes = new LinkedHashMap<>();

    TestNet(long seed) {
        random = new SplittableRandom(seed);
        wire = new VirtualNetwork<>(time, new SplittableRandom(random.nextLong()));
    }

    /** A node that knows all before it, and they it. */
    TestNode add() {
        TestNode node = new TestNode(this, node(nodes.size()), new SplittableRandom(random.nextLong()));
        nodes.values().forEach(other -> {
            other.know(node.self);
            node.know(other.self);
        });
        nodes.put(node.self, node);
        return node;
    }

    static NodeId node(int number) {
        return new NodeId(Bytes.wrap(new byte[] {(byte) number, (byte) 0xAA}));
    }

    static LinkPeer link(NodeId peer) {
        return new LinkPeer(
                ENDPOINT,
                Optional.of(peer),
                Assurance.AUTHENTICATED,
                Optional.of("org1"),
                PeerAddress.of("peer", 1),
                Attributes.empty());
    }

    static Bytes data(long sequence) {
        return Bytes.utf8("data of item " + sequence);
    }
}
