package dev.gossip.api;

import dev.gossip.spi.NodeFactory;
import dev.gossip.spi.Scope;
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

    /**
     * Binds listeners and starts extensions; may be called once.
     *
     * @return completes when every listener is bound and every extension was started, or exceptionally naming the address
     *     and the cause
     */
    CompletionStage<GossipNode> start();

    /**
     * Says {@code content} to everybody who may hear it on {@code topic}, on every endpoint.
     *
     * @return completes with the number of peers to which the message was queued, or exceptionally if a protocol refuses it
     */
    CompletionStage<Integer> publish(Topic topic, Bytes content);

    /**
     * Publishes a message of any body on the named endpoint.
     *
     * @return as for {@link #publish(Topic, Bytes)}; exceptionally also if there is no such endpoint
     */
    CompletionStage<Integer> publish(String endpoint, Message message);

    /**
     * Sends a message to {@code targets} and waits for {@link dev.gossip.api.body.Ack}s.
     *
     * @return completes as soon as {@code minimum} positive ones arrived (at once if it is 0), or when nobody is left to
     *     wait for; the number of positive ones so far
     */
    CompletionStage<Integer> publishAcked(
            String endpoint, Message message, Collection<NodeId> targets, int minimum, Duration timeout);

    /**
     * Sends a message to one peer, dialling it if need be.
     *
     * @return completes with what became of the frame, {@link SendResult#ACCEPTED} also if it waits for a dial,
     *     {@link SendResult#CONGESTED} also if too many earlier messages are not written yet ({@code pendingPublishes}); or
     *     exceptionally if the protocol cannot write the message
     */
    CompletionStage<SendResult> send(String endpoint, NodeId target, Message message);

    /**
     * Sends a request and waits for the response, without blocking. A message without correlation gets a random one.
     *
     * @return completes with the response, on a thread of the runtime that must not be blocked; or exceptionally with
     *     {@link java.util.concurrent.TimeoutException} or {@link GossipException}
     */
    CompletionStage<Delivery> request(String endpoint, NodeId target, Message message, Duration timeout);

    /**
     * Receives messages with an {@link dev.gossip.api.body.Opaque} body on exactly {@code topic}, from every endpoint.
     * Several subscriptions to one topic each get every message.
     */
    Subscription subscribe(Topic topic, MessageHandler handler);

    /** Takes part in a scope from now on, or changes its rules. */
    void join(Scope scope);

    /** Takes no part in a scope any longer; what is queued for it is still handled. */
    void leave(String scope);

    /** The peers known now. */
    PeerView peers();

    /**
     * Completes as soon as at least {@code alive} peers are held for alive, with the view that shows them; at once if they
     * already are. Exceptionally if the node closes first. Use it to publish only once somebody can hear.
     */
    CompletionStage<PeerView> whenPeers(int alive);

    /**
     * Our own id on an endpoint.
     *
     * @throws GossipException if there is no such endpoint
     */
    NodeId id(String endpoint);

    /**
     * The address really bound by an endpoint; the first one if there are several.
     *
     * @throws GossipException if there is no such endpoint or it has bound nothing
     */
    PeerAddress boundAddress(String endpoint);

    /** What this node is made of and how it fares, as of now. */
    NodeDescription describe();

    /** Stops extensions, closes links and listeners, and waits a bounded time for it. Idempotent. */
    @Override
    void close();
}
