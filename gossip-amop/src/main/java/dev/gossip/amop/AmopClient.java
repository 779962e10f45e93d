package dev.gossip.amop;

import dev.gossip.api.NodeId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Who is behind an {@link AmopSession}: an SDK at the other end of a link, for example. Called on the node's control lane;
 * must not block.
 */
public interface AmopClient {

    /**
     * Hands a message over. At most {@code subscriberQueue} are under way at a time; one that is not complete in time is
     * given up.
     *
     * @return completes with the reply; for a multicast as soon as the message is handed over, with anything
     */
    CompletionStage<AmopReply> receive(AmopDelivery delivery);

    /**
     * Whether the client may publish now; asked once per message that somebody is to hear.
     *
     * @param bytes of the message, times the nodes that it goes to
     * @return if not, the message is refused as {@code CONGESTED} and nobody hears it
     */
    default boolean mayPublish(long bytes) {
        return true;
    }

    /**
     * Finds out whether the subscribers at a node may hear a private topic, for which this client publishes: sends a random
     * challenge to {@code challengeTopic} and checks the signature in the reply.
     *
     * @param topic the private topic, with its prefix
     * @return completes with whether they may; without an answer in time they may not
     */
    default CompletionStage<Boolean> verify(NodeId node, String topic, String challengeTopic) {
        return CompletableFuture.completedStage(false);
    }
}
