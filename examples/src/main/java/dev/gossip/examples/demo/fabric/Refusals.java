package dev.gossip.examples.demo.fabric;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.NodeEvent;
import java.util.ArrayList;
import java.util.List;

/** Which node refused what from which connection. Thread-safe. */
final class Refusals {

    private final List<Refusal> all = new ArrayList<>();

    /** A connection is recognised by the other side's port. */
    record Refusal(String node, int port, DropReason reason, String detail) {}

    void observe(String node, NodeEvent event) {
        if (event instanceof NodeEvent.Dropped dropped) {
            add(node, dropped.peer(), dropped.reason(), dropped.detail());
        }
    }

    private synchronized void add(String node, LinkPeer peer, DropReason reason, String detail) {
        all.add(new Refusal(node, peer.remote().port(), reason, detail));
    }

    synchronized List<Refusal> from(int port) {
        return all.stream().filter(refusal -> refusal.port() == port).toList();
    }

    /** How often something from that connection was refused for {@code reason}. */
    long count(int port, DropReason reason) {
        return from(port).stream()
                .filter(refusal -> refusal.reason().equals(reason))
                .count();
    }
}
