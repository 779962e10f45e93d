package dev.gossip.examples.demo.fisco;

import dev.gossip.amop.Amop;
import dev.gossip.amop.AmopHandler;
import dev.gossip.amop.AmopResult;
import dev.gossip.amop.AmopStatus;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.fisco.FiscoPeer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One node of the demonstration. Its key, addresses and subscribers survive a restart; the rest is made anew. Used by one
 * thread, but for the kill.
 */
final class DemoNode {

    static final String P2P = "p2p";
    static final String CHANNEL = "channel";
    static final String WEBSOCKET = "rpc";

    private final int number;
    private final int generation;
    private final TlsMaterial material;
    private final DemoNetwork network;
    private final Map<String, AmopHandler> subscribers = new LinkedHashMap<>();
    /** Chosen by the system at the first start, so that nobody else can take it before. */
    private PeerAddress address = PeerAddress.of("127.0.0.1", 0);
    /** A kill may come from another thread. */
    private volatile Optional<Life> life = Optional.empty();

    DemoNode(int number, int generation, TlsMaterial material, DemoNetwork network) {
        this.number = number;
        this.generation = generation;
        this.material = material;
        this.network = network;
    }

    /** What begins with a start and ends with a crash. */
    record Life(FiscoPeer peer, GossipNode node, NodeId id) {}

    void start() {
        Life fresh = network.bringUp(this);
        life = Optional.of(fresh);
        address = fresh.node().boundAddress(P2P);
        subscribers.forEach(fresh.peer().amop()::subscribe);
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

    int generation() {
        return generation;
    }

    TlsMaterial material() {
        return material;
    }

    PeerAddress address() {
        return address;
    }

    /** Keeps a link to another node from now on. */
    void dial(DemoNode other) {
        life().peer().addPeers(List.of(other.address));
    }

    /** Where an SDK finds it. */
    String boundAt(String endpoint) {
        return life().node().boundAddress(endpoint).toString();
    }

    NodeId id() {
        return life().id();
    }

    Amop amop() {
        return life().peer().amop();
    }

    /** Subscribes now, or as soon as it starts, and after each restart. */
    Listener subscribe(String topic, Listener listener) {
        subscribers.put(topic, listener);
        life.ifPresent(running -> running.peer().amop().subscribe(topic, listener));
        return listener;
    }

    CompletionStage<AmopResult> publish(String topic, String text) {
        return amop().publish(topic, Bytes.utf8(text));
    }

    /** Hops to another node, 0 if it knows no way there. */
    int hopsTo(NodeId other) {
        return life().peer().routes().getOrDefault(other, 0);
    }

    boolean isLinkedTo(NodeId other) {
        return life().node().peers().find(P2P, other).filter(Peer::connected).isPresent();
    }

    long links() {
        return life().node().describe().endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(P2P))
                .mapToInt(endpoint -> endpoint.links())
                .sum();
    }

    AmopStatus topics() {
        return amop().status().toCompletableFuture().join();
    }

    @Override
    public String toString() {
        return "node" + number;
    }
}
