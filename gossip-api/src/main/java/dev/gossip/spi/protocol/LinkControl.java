package dev.gossip.spi.protocol;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.SecurityFacts;
import java.time.Duration;
import java.util.Optional;

/**
 * What a link session can do. Used by its session only, in the serial order of the session's calls; {@link #schedule} may be
 * called by any thread, so that others can wake a session.
 */
public interface LinkControl {

    /** What TLS established on the connection. */
    SecurityFacts security();

    /** The address of the socket's other end. */
    PeerAddress remote();

    /** Whether we dialled. */
    boolean dialled();

    /** Whom we meant to reach, if we dialled a known peer. */
    Optional<NodeId> expected();

    /** Queues a frame of the link's own (greeting, keepalive) as control traffic. */
    SendResult send(Bytes frame);

    /** The greeting is done: from now on the link carries messages. Call once. */
    void established(LinkPeer peer);

    /**
     * The peer of an established link says where it listens and that it wants a link back. A host that means every interface
     * is replaced by the one from which the peer dialled.
     */
    default void peerListens(PeerAddress address) {}

    /** Hands a frame to the node for opening and dispatch. */
    void deliver(Bytes frame);

    /** Refuses the connection: counted, reported, closed. */
    void refuse(DropReason reason, String detail);

    /** Ends the connection without blame. */
    void close(String detail);

    /** Calls back in the session's serial order after {@code delay}, unless the link is closed by then. */
    Cancellable schedule(Duration delay, Runnable task);
}
