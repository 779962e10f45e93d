package dev.gossip.examples.demo.fabric;

import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.examples.certs.NodeCertificates;
import dev.gossip.fabric.FabricChannel;
import dev.gossip.fabric.FabricPeer;
import dev.gossip.membership.MemberStatus;
import dev.gossip.spi.store.OrderedStore;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One node of the demonstration. Its certificates, address, store and log survive a restart; the rest is made anew. Used
 * by one thread.
 */
final class DemoNode {

    static final String ENDPOINT = "fabric";

    private final NodeCertificates certificates;
    private final PeerAddress address;
    private final OrderedStore store = new InMemoryOrderedStore();
    private final CommitLog log;
    private final DemoNetwork network;
    private Optional<Life> life = Optional.empty();

    DemoNode(NodeCertificates certificates, PeerAddress address, CommitLog log, DemoNetwork network) {
        this.certificates = certificates;
        this.address = address;
        this.log = log;
        this.network = network;
    }

    /** What begins with a start and ends with a crash. */
    record Life(FabricPeer peer, FabricChannel channel, GossipNode node, NodeId id) {}

    void start() {
        life = Optional.of(network.bringUp(this));
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
        return life.orElseThrow(() -> new IllegalStateException(name() + " is down"));
    }

    String name() {
        return certificates.name();
    }

    String organisation() {
        return certificates.identity().organisation();
    }

    NodeId id() {
        return life().id();
    }

    NodeCertificates certificates() {
        return certificates;
    }

    PeerAddress address() {
        return address;
    }

    OrderedStore store() {
        return store;
    }

    CommitLog log() {
        return log;
    }

    /** Ids that this node holds for alive, itself not included. */
    Set<NodeId> alive() {
        return life().peer().members().alive().stream().map(MemberStatus::id).collect(Collectors.toSet());
    }

    /** Ids of other nodes that this one knows to take part in the channel. */
    Set<NodeId> channelMembers() {
        return life().channel().members().stream().map(Peer::id).collect(Collectors.toSet());
    }

    /** What this node knows about another one. */
    Optional<MemberStatus> member(NodeId id) {
        return life().peer().members().members().stream()
                .filter(member -> member.id().equals(id))
                .findFirst();
    }

    @Override
    public String toString() {
        return name();
    }
}
