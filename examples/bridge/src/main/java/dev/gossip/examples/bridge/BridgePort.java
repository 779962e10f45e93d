package dev.gossip.examples.bridge;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One topic in one network, as the bridge hears it and speaks on it. Serves one bridge. Thread-safe; nothing blocks. */
public interface BridgePort extends AutoCloseable {

    /** Of the network, unique within a route: {@code fisco} for example. */
    String name();

    /** The longest payload, in bytes, that the network carries. */
    int maxPayload();

    /**
     * Begins to listen.
     *
     * @return completes once the network knows it, or exceptionally naming the limit or rule that refuses the topic
     */
    CompletionStage<?> open(Listener listener);

    /**
     * Says a payload, unchanged.
     *
     * @return completes with the number of nodes and clients to which it was handed, ourselves not included; exceptionally if
     *     the network refuses it
     */
    CompletionStage<Integer> say(Bytes payload);

    /** Hears nothing and says nothing any longer. Idempotent. */
    @Override
    void close();

    /** Takes what a port hears, on any thread; never blocks. */
    interface Listener extends Consumer<Heard> {

        /** The port heard something that cannot be relayed at all. */
        void dropped(DropReason reason);
    }
}
