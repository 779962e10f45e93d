package dev.gossip.spi;

import dev.gossip.api.Body;
import dev.gossip.api.NodeId;

/**
 * Something that a node says about itself as a whole and numbers anew with each change: its topics, its groups, its routes.
 * Whoever keeps nodes in step by these numbers (see {@code gossip-state}) reads our own status here and tells what others
 * said. Called on the control lane; must not block.
 *
 * @param <T> the body in which the status travels
 */
public interface SequencedStatus<T extends Body> {

    /** The number of our own status, at least 0. */
    long sequence();

    /** Our own status, carrying {@link #sequence()}. */
    T status();

    /** What {@code asking} is told; {@link #status()} unless something of it depends on who asks. */
    default T statusFor(String endpoint, NodeId asking) {
        return status();
    }

    /** The status of a node, which replaces everything known of it. */
    void learnt(String endpoint, NodeId node, T status);

    /** The node is no longer reachable; what it said no longer holds. */
    void lost(String endpoint, NodeId node);

    /** Takes what to run whenever {@link #sequence()} has changed. */
    default void onChange(Runnable changed) {}
}
