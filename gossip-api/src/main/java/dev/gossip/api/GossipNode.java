package dev.gossip.api;

import dev.gossip.spi.NodeFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;

/** A running member of one or more gossip networks. Thread-safe; nothing here blocks unless said. */
public interface GossipNode extends AutoCloseable {

    /**
     * A builder of the implementation on the class path.
     *
     * @throws GossipException if {@code gossip-core} is missing
     */
    static GossipNodeBuilder builder() {
        return ServiceLoader.load(NodeFactory.class, GossipNode.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new GossipException("no implementation of a node was found;"
                        + " add the artifact dev.gossip:gossip-core to the class path or module path"))
                .newBuilder();
    }

    /** Binds listeners and starts extensions; completes when every listener is bound. */
    CompletionStage<GossipNode> start();

    /**
     * Says {@code content} to everybody who may hear it on {@code topic}, on every endpoint.
     *
     * @return completes with the number of peers to which the message was queued, or exceptionally if a protocol refuses it
     */
    CompletionStage<Integer> publish(Topic topic, Bytes content);

    /** Publishes a message of any body on the named endpoint. */
    CompletionStage<Integer> publish(String endpoint, Message message);

    /**
     * Sends a message to {@code targets} and waits for {@link dev.gossip.api.body.Ack}s.
     *
     * @return completes as soon as {@code minimum} positive ones arrived (at once if it is 0), or when nobody is left to
     *     wait for; the number of positive ones so far
     */
    CompletionStage<Integer> publishAcked(
            String endpoint, Message message, Collection<NodeId> targets, int minimum, Duration timeout);

    /** Sends a message to one peer, dialling it if need be. */
    CompletionStage<SendResult> send(String endpoint, NodeId target, Message message);

    /** Sends a request and waits for the response. */
    CompletionStage<Delivery> request(String endpoint, NodeId target, Message message, Duration timeout);

    /** Receives messages with an {@link dev.gossip.api.body.Opaque} body on {@code topic}. */
    Subscription subscribe(Topic topic, MessageHandler handler);

    /** The peers known now. */
    PeerView peers();

    /** Our own id on an endpoint. */
    NodeId id(String endpoint);

    /** The address really bound by an endpoint; the first one if there are several. */
    PeerAddress boundAddress(String endpoint);

    /** What this node is made of and how it fares, as of now. */
    NodeDescription describe();

    /** Stops extensions, closes links and listeners, and waits a bounded time for it. Idempotent. */
    @Override
    void close();
}
