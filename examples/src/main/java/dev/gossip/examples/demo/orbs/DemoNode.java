package dev.gossip.examples.demo.orbs;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Recipients;
import dev.gossip.api.SendResult;
import dev.gossip.orbs.codec.OrbsNode;
import dev.gossip.orbs.codec.OrbsPeer;
import dev.gossip.orbs.codec.OrbsTopic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One node of the demonstration. Its id, address, key, uplink and inbox survive a restart; the rest is made anew. Used by one
 * thread.
 */
final class DemoNode {

    static final String ENDPOINT = "orbs";

    private static final int ID_BYTES = 20;

    private final int number;
    private final PeerAddress address;
    private final Optional<PinnedKey> key;
    private final Uplink uplink;
    private final Inbox inbox;
    private final DemoNetwork network;
    private final Queue<NodeId> lostLinks = new ConcurrentLinkedQueue<>();
    private Optional<Life> life = Optional.empty();

    DemoNode(
            int number, PeerAddress address, Optional<PinnedKey> key, Uplink uplink, Inbox inbox, DemoNetwork network) {
        this.number = number;
        this.address = address;
        this.key = key;
        this.uplink = uplink;
        this.inbox = inbox;
        this.network = network;
    }

    /** What begins with a start and ends with a crash. */
    record Life(OrbsPeer peer, GossipNode node) {}

    void start(Collection<DemoNode> members) {
        life = Optional.of(network.bringUp(this, members));
    }

    /** Ends without a word to the others; its sockets just close, as when a process is killed. */
    void kill() {
        life.ifPresent(running -> running.node().close());
        life = Optional.empty();
    }

    boolean isUp() {
        return life.isPresent();
    }

    Life life() {
        return life.orElseThrow(() -> new IllegalStateException(this + " is down"));
    }

    NodeId id() {
        byte[] id = new byte[ID_BYTES];
        id[ID_BYTES - 1] = (byte) number;
        return new NodeId(Bytes.wrap(id));
    }

    PeerAddress address() {
        return address;
    }

    Optional<PinnedKey> key() {
        return key;
    }

    Uplink uplink() {
        return uplink;
    }

    Inbox inbox() {
        return inbox;
    }

    /** Peers of links that ended, oldest first; grows while the node runs. */
    Queue<NodeId> lostLinks() {
        return lostLinks;
    }

    /** As the topology names it. */
    OrbsNode member() {
        OrbsNode plain = OrbsNode.of(id(), address);
        return key.map(held -> plain.pinned(held.pin())).orElse(plain);
    }

    void topology(Collection<DemoNode> members) {
        life().peer().topology(members.stream().map(DemoNode::member).toList());
    }

    /** Whether it can send to {@code other}. */
    boolean isLinkedTo(DemoNode other) {
        return life().node()
                .peers()
                .find(ENDPOINT, other.id())
                .filter(Peer::connected)
                .isPresent();
    }

    Map<NodeId, SendResult> send(OrbsTopic topic, int type, Recipients recipients, String title) {
        return send(topic, type, recipients, title, Bytes.empty());
    }

    Map<NodeId, SendResult> send(OrbsTopic topic, int type, Recipients recipients, String title, Bytes content) {
        return life().peer().send(topic, type, recipients, List.of(Bytes.utf8(title), content));
    }

    @Override
    public String toString() {
        return "node" + number;
    }
}
