package dev.gossip.orbs.codec;

/** The topology of now. Readers never wait for a change. Thread-safe. */
final class TopologyHolder {

    private volatile Topology current;

    TopologyHolder(Topology first) {
        current = first;
    }

    Topology get() {
        return current;
    }

    void set(Topology next) {
        current = next;
    }
}
