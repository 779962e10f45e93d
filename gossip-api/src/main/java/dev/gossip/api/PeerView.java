package dev.gossip.api;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** An immutable snapshot of all peers known to a node. */
public interface PeerView {

    /** Every known peer of every endpoint, dead ones included, in no particular order. */
    Collection<Peer> all();

    /** The peer with this id on this endpoint. */
    Optional<Peer> find(String endpoint, NodeId id);

    /** Peers held for alive. */
    default List<Peer> alive() {
        return all().stream().filter(Peer::alive).toList();
    }
}
