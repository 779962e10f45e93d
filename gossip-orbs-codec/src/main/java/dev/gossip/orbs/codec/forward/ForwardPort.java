package dev.gossip.orbs.codec.forward;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.observe.DropReason;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/** What {@link ForwardEngine} needs of its node. Nodes are named by their short ids. */
public interface ForwardPort {

    /** Our own short id. */
    Bytes self();

    /** The network as it is known now, ourselves included if we belong to it. */
    SortedSet<Bytes> members();

    /** Whether we can send to a node now. */
    boolean isLinked(Bytes node);

    /** Sends the message itself; {@code recipients} as in {@link ForwardedMessage}. */
    void data(List<Bytes> targets, ForwardedMessage message);

    /** Tells of the message. */
    void announce(List<Bytes> targets, ForwardRecord record);

    /** Asks for the message. */
    void pull(Bytes target, ForwardRecord record);

    /** Hands a message to the local services as if it had come directly. */
    void deliver(LinkPeer from, List<Bytes> payloads);

    /** Whether a header's addressing includes {@code node}; false if the header cannot be read. */
    boolean isRecipient(Bytes header, Bytes node);

    /** Runs a task later, in the serial order of the engine's calls. */
    Cancellable schedule(Duration delay, Runnable task);

    /** Nanoseconds of a monotonic clock. */
    long nanoTime();

    /** Counts what was dropped. */
    void dropped(DropReason reason, String detail);
}
