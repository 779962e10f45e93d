package dev.gossip.spi;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import java.util.Optional;

/** Hears of links. Called on the control lane. */
public interface LinkListener {

    /** A link's greeting succeeded. */
    default void linkUp(LinkPeer peer, boolean dialled) {}

    /** The last link to {@code peer} is gone. */
    default void linkDown(LinkPeer peer, DropReason reason, String detail) {}

    /**
     * A peer that dialled us says where it listens, because links carry one way only and it wants to hear from us. What it says
     * is a claim. Told while its link is up; {@link #linkDown} with the same peer ends it.
     */
    default void peerListens(LinkPeer peer, PeerAddress address) {}

    /** A dial failed, or the greeting on a dialled connection did. */
    default void dialFailed(String endpoint, PeerAddress address, Optional<NodeId> expected, String detail) {}
}
