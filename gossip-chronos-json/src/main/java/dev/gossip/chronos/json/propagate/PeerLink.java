package dev.gossip.chronos.json.propagate;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;

/** A link on which we ask: what blocks are sent, announced and fetched over. */
public interface PeerLink {

    /** The address that was dialled: what the peer calls itself proves nothing. */
    NodeId id();

    /** For reports. */
    LinkPeer peer();

    /** For routers. */
    Peer asPeer();

    /** Guarded by the manager. */
    Acquaintance acquaintance();

    /** Guarded by the manager. */
    AskQueue queue();

    /** Of its newest block, as its last handshake said. */
    long height();

    /** Whether the peer has more than {@code height} and may be asked for it before the next handshake. */
    boolean mayPull(long height);

    /** Something was queued. Any thread. */
    void wake();
}
