package dev.gossip.spi;

import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import java.util.Optional;

/**
 * How extensions tell the node what they learnt about peers; the next {@link dev.gossip.api.PeerView} shows it. Thread-safe.
 */
public interface PeerUpdates {

    /** Membership holds the peer for alive. Absent addresses leave known ones as they are. */
    void alive(
            String endpoint,
            NodeId id,
            Optional<String> organisation,
            Optional<PeerAddress> internal,
            Optional<PeerAddress> external);

    /** Membership holds the peer for dead; it stays listed. */
    void dead(String endpoint, NodeId id, String detail);

    /** The peer is forgotten. */
    void remove(String endpoint, NodeId id);

    /** The peer's standing in a scope. */
    void channel(String endpoint, NodeId id, String scope, Peer.ChannelState state);

    /** The peer's standing in a scope is no longer known. */
    void forgetChannel(String endpoint, NodeId id, String scope);
}
