package dev.gossip.amop;

import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** One client that subscribes and publishes through this node. Thread-safe. */
public interface AmopSession extends AutoCloseable {

    /**
     * Replaces the client's topics.
     *
     * @return completes with the topics that were refused: above a limit, empty, too long or with control characters
     */
    CompletionStage<Set<String>> topics(Collection<String> topics);

    /** As {@link Amop#publish}, with attributes that reach the subscriber's {@link AmopDelivery}. */
    CompletionStage<AmopResult> publish(String topic, Bytes data, Attributes attributes);

    /** As {@link Amop#multicast}, with attributes that reach the subscribers' {@link AmopDelivery}. */
    CompletionStage<Integer> multicast(String topic, Bytes data, Attributes attributes);

    /** Messages handed to the client, or waiting for it, that it has not answered yet. */
    int pending();

    /** Messages dropped because the client was too slow. */
    long dropped();

    /** The client is gone, with all its topics. Idempotent. */
    @Override
    void close();
}
