package dev.gossip.spi;

import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.observe.DropReason;
import java.util.Optional;

/**
 * Decides how much may pass on the links of a node: limits of bandwidth, or of messages per second. Asked for each message,
 * by any thread and several at once, so it is quick and does not block. The node counts what is refused.
 */
public interface TrafficRule {

    /**
     * Whether a frame may be queued on a link now. What a rule takes for it counts as used, unless {@link #notSent} follows.
     *
     * @param bytes of the whole frame, as this link sees it
     * @return why not; the sender gets {@link dev.gossip.api.SendResult#CONGESTED}
     */
    Optional<DropReason> leaving(LinkPeer to, Envelope envelope, int bytes);

    /** A frame that {@link #leaving} let through was not queued after all: the link is congested or closed. */
    default void notSent(LinkPeer to, Envelope envelope, int bytes) {}

    /**
     * Whether a verified message is worth handling. Asked before it waits for its lane.
     *
     * @return why it is dropped
     */
    Optional<DropReason> arriving(LinkPeer from, Envelope envelope);
}
