package dev.gossip.core.link;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.CloseReason;
import java.util.Optional;

/** What a link tells its endpoint. Called in the link's serial order unless said otherwise. */
public interface LinkEvents {

    /**
     * The connection is open. Called by the transport's thread, before everything else.
     *
     * @return why the connection is closed at once; empty if the greeting may begin
     */
    Optional<CloseReason> opened(Link link);

    /** The greeting succeeded. */
    void established(Link link);

    /** A frame for the node; {@code charge} is released once the frame is judged. */
    void frame(Link link, Bytes frame, InboundCharge charge);

    /** The connection is gone; last call. */
    void closed(Link link, CloseReason reason);

    /** The peer of an accepted link wants one back, and says where it listens. */
    void peerListens(Link link, PeerAddress address);

    /** A dial ended without a greeted link. */
    void dialFailed(PeerAddress address, Optional<NodeId> expected, String detail);
}
