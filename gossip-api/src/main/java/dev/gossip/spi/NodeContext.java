package dev.gossip.spi;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.SendResult;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * All that an extension may touch of its node. Thread-safe. Stages complete on the lane from which the call was made if it
 * was made on a lane, else on the control lane.
 */
public interface NodeContext {

    /** The endpoints of the node that the extension serves, in the order of configuration. */
    List<EndpointInfo> endpoints();

    /** The node's clock. */
    TimeSource time();

    /** Randomness of the calling extension; use it on lanes only. */
    RandomGenerator random();

    /** Where measurements of the extension go. */
    MetricsSink metrics();

    /** The lane of everything that belongs to no scope. */
    Lane control();

    /** The lane of {@code scope}; the empty scope is {@link #control()}. */
    Lane lane(String scope);

    /** Scopes that the node takes part in, by name. */
    Map<String, Scope> scopes();

    /** Joins a scope, or changes its rules. */
    void join(Scope scope);

    /** Leaves a scope. */
    void leave(String scope);

    /** The peers known now. */
    PeerView peers();

    /** Takes what the extension learns about peers. */
    PeerUpdates peerUpdates();

    /**
     * Receives every verified message of the extension's endpoints whose body is exactly a {@code type}. At most one handler
     * per type and endpoint.
     *
     * @throws dev.gossip.api.GossipException if the type has a handler already
     */
    <B extends Body> void onBody(Class<B> type, BodyHandler<B> handler);

    /** Adds a listener for links of every endpoint that the extension serves; links that are up already are not told. */
    void onLinks(LinkListener listener);

    /**
     * Lets {@code rule} decide how much may pass on the links of every endpoint, from now on. At most one rule per node.
     *
     * @throws dev.gossip.api.GossipException if there is a rule already, or this context cannot limit anything
     */
    default void limitTraffic(TrafficRule rule) {
        throw new dev.gossip.api.GossipException("this context has no links to limit");
    }

    /**
     * Signs a message of our own if the protocol demands it and gives it its identity, beside the lanes.
     *
     * @return completes exceptionally if the protocol cannot write the message, naming the limit or rule
     */
    CompletionStage<Envelope> seal(String endpoint, Message message);

    /**
     * Sends a message that is not signed by its author (requests, responses, digests) to one peer. Dials it first if it
     * has a known address and no link; the frame waits in a bounded queue meanwhile.
     */
    SendResult send(String endpoint, NodeId target, Message message);

    /** Sends an envelope unchanged to one peer, redacted as the protocol demands; dials like {@link #send}. */
    SendResult forward(String endpoint, NodeId target, Envelope envelope);

    /** Lets the router spread a sealed statement of ours; also remembered, so that it is not taken for news later. */
    void publish(String endpoint, Envelope envelope);

    /**
     * Sends a request and waits for the response with its correlation from that peer. A message without correlation gets a
     * random one. A matched response is given to the caller only, not to body handlers.
     *
     * @return completes exceptionally with {@link java.util.concurrent.TimeoutException}, or at once with
     *     {@link dev.gossip.api.NotSentException} if the frame was not accepted
     */
    CompletionStage<Delivery> request(String endpoint, NodeId target, Message message, Duration timeout);

    /**
     * Dials an address until the greeting is done. An existing or pending link is used if {@code expected} is present and
     * linked already.
     */
    CompletionStage<LinkPeer> dial(String endpoint, PeerAddress address, Optional<NodeId> expected);

    /** Closes every link to a peer. */
    void disconnect(String endpoint, NodeId id, DropReason reason, String detail);

    /** The form in which {@code envelope} may be shown to {@code target}; empty if it may not be shown. */
    Optional<Envelope> redact(Envelope envelope, LinkPeer target);

    /** Runs {@code work} beside the lanes. */
    <T> CompletionStage<T> offload(Callable<T> work);

    /**
     * Runs application code that an extension calls, which may block; see {@link dev.gossip.api.GossipRuntime#handlers()}. The
     * extension bounds how many tasks it has there.
     */
    default Executor handlers() {
        return task -> offload(() -> {
            task.run();
            return task;
        });
    }

    /** Counts and reports something that was dropped. */
    void dropped(LinkPeer from, DropReason reason, String detail);

    /**
     * One endpoint as extensions see it.
     *
     * @param organisation our own organisation there; empty if there is none
     * @param internal the address for our own organisation
     * @param external the address for everybody; absent if we do not announce one
     * @param seeds addresses to join by: the configured ones, then those that discoveries found last
     * @param identity our own identity as it travels, if we have one
     */
    record EndpointInfo(
            String name,
            NodeId self,
            String organisation,
            Optional<PeerAddress> internal,
            Optional<PeerAddress> external,
            List<PeerAddress> seeds,
            Optional<Bytes> identity) {

        public EndpointInfo {
            seeds = List.copyOf(seeds);
        }
    }
}
