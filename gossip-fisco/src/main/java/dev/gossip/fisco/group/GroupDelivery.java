package dev.gossip.fisco.group;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import java.util.concurrent.CompletionStage;

/**
 * A message to a node of a group. Who said it is what the gateways on the way say; nothing here proves it, so consensus
 * messages carry signatures of their own. Thread-safe.
 */
public interface GroupDelivery {

    /** The group's name. */
    String group();

    /** The consensus id of the node that speaks. */
    NodeId from();

    /** Which part of the node it is for. */
    int module();

    /** What it says. */
    Bytes payload();

    /** Whether others were told, too. */
    boolean isBroadcast();

    /** Whether {@link #from} waits for a {@link #reply}. */
    boolean expectsReply();

    /**
     * Answers, as a message of its own that looks for its way like {@link GroupNode#send}, first where the request came from.
     *
     * @return whether the answer was handed over
     * @throws dev.gossip.api.GossipException if nobody waits for an answer
     */
    CompletionStage<GroupResult> reply(Bytes payload);
}
