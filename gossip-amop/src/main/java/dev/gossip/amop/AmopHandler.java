package dev.gossip.amop;

import dev.gossip.api.Bytes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * An application's subscriber. Called beside the lanes, for one message at a time: the next one follows when the stage of
 * the one before is complete. Must not block; what takes long completes its stage later. A failure counts as not answered,
 * so that another subscriber is asked.
 */
@FunctionalInterface
public interface AmopHandler {

    /** Handles a message. @return the reply; ignored for a multicast */
    CompletionStage<Bytes> handle(AmopDelivery delivery) throws Exception;

    /** A handler that knows its reply at once. */
    static AmopHandler of(Function<AmopDelivery, Bytes> reply) {
        return delivery -> CompletableFuture.completedStage(reply.apply(delivery));
    }
}
