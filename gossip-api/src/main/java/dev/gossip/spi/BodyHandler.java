package dev.gossip.spi;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.Verdict;
import java.util.concurrent.CompletionStage;

/** An extension's receiver for one kind of body. Called on the lane of the message's scope; must not block. */
@FunctionalInterface
public interface BodyHandler<B extends Body> {

    /** Judges the message, now or later; forwarding waits for the verdict. */
    CompletionStage<Verdict> handle(Delivery delivery, B body);
}
