package dev.gossip.amop;

import dev.gossip.api.Bytes;
import java.util.concurrent.CompletionStage;

/** Publishes to those subscribers of one topic that proved to hold an admitted key. Thread-safe. */
public interface PrivateTopic extends AutoCloseable {

    /** The plain name of the topic. */
    String topic();

    /** As {@link Amop#publish}, to a proven subscriber; {@code UNVERIFIED} if there are only others. */
    CompletionStage<AmopResult> publish(Bytes data);

    /** As {@link Amop#multicast}, to the proven subscribers. */
    CompletionStage<Integer> multicast(Bytes data);

    /** Ends publishing and forgets who is proven. Idempotent. */
    @Override
    void close();
}
