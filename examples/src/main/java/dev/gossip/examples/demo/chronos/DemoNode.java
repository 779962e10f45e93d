package dev.gossip.examples.demo.chronos;

import dev.gossip.api.GossipNode;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.chronos.json.ChronosPeer;
import java.util.Optional;

/** One node of the demonstration. Used by one thread. */
final class DemoNode {

    static final String ENDPOINT = "chronos";

    private final int number;
    private final PeerAddress address;
    private final boolean broadcasting;
    private final Traffic traffic;
    private final Ledger ledger;
    private Optional<Life> life = Optional.empty();

    DemoNode(int number, PeerAddress address, boolean broadcasting, Traffic traffic, Ledger ledger) {
        this.number = number;
        this.address = address;
        this.broadcasting = broadcasting;
        this.traffic = traffic;
        this.ledger = ledger;
    }

    /** What begins with the start. */
    record Life(ChronosPeer peer, GossipNode node) {}

    void started(Life begun) {
        life = Optional.of(begun);
    }

    void stop() {
        life.ifPresent(running -> running.node().close());
        life = Optional.empty();
    }

    boolean isUp() {
        return life.isPresent();
    }

    Life life() {
        return life.orElseThrow(() -> new IllegalStateException(this + " does not run"));
    }

    PeerAddress address() {
        return address;
    }

    boolean broadcasting() {
        return broadcasting;
    }

    Traffic traffic() {
        return traffic;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Peers that it asks and that have greeted. */
    long linked() {
        return life().node().peers().all().stream().filter(Peer::connected).count();
    }

    @Override
    public String toString() {
        return "node" + number;
    }
}
