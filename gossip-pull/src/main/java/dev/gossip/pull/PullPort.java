package dev.gossip.pull;

import dev.gossip.api.Body;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import java.time.Duration;
import java.util.List;

/** All that the engine needs of the world, so that it runs on a node and in virtual time alike. */
interface PullPort {

    /** Nanoseconds of a monotonic clock. */
    long nanoTime();

    Cancellable schedule(Duration delay, Runnable task);

    /** Who may be asked now, without repetition and without us. */
    List<NodeId> partners();

    /** @return whether the message was queued */
    boolean send(NodeId target, Body body);

    void dropped(LinkPeer from, DropReason reason, String detail);
}
