package dev.gossip.core.node;

import dev.gossip.api.Bytes;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.Message;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.NodeDescription;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.SendResult;
import dev.gossip.api.Subscription;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Ack;
import dev.gossip.api.body.Opaque;
import dev.gossip.core.dispatch.Endpoint;
import dev.gossip.core.dispatch.EndpointEvents;
import dev.gossip.core.dispatch.Outgoing;
import dev.gossip.spi.Scope;
import dev.gossip.spi.transport.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** A running node: the application's calls on the parts. Its life is {@link NodeLife}'s business. */
final class Node implements GossipNode {

    private final NodeParts parts;
    private final NodeLife life;
    private final List<String> extensionNames;
    private final Context own;
    private final Outgoing outgoing;

    Node(NodeParts parts, List<EndpointEvents> events, List<Installed> extensions, boolean ownsRuntime) {
        this.parts = parts;
        this.life = new NodeLife(parts, events, extensions, ownsRuntime);
        this.extensionNames = extensions.stream()
                .map(installed -> installed.extension().name())
                .toList();
        this.own = new Context(parts, "application", listener -> listener, name -> true);
        this.outgoing = new Outgoing(
                parts.outbound(), parts.runtime().workers(), life.limits().pendingPublishes());
    }

    @Override
    public CompletionStage<GossipNode> start() {
        return life.start().thenApply(started -> this);
    }

    void startAndWait(Duration limit) {
        CompletableFuture<GossipNode> started = start().toCompletableFuture();
        if (!parts.runtime().await(started, limit)) {
            throw new GossipException("the node did not start within " + limit);
        }
        try {
            started.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof GossipException cause
                    ? cause
                    : new GossipException("the node did not start: " + e.getCause(), e);
        }
    }

    @Override
    public CompletionStage<Integer> publish(Topic topic, Bytes content) {
        List<Endpoint> carriers = parts.endpoints().stream()
                .filter(endpoint -> endpoint.protocol().bodies().contains(Opaque.class))
                .toList();
        if (carriers.isEmpty()) {
            return CompletableFuture.failedFuture(new GossipException(
                    "no protocol of this node carries application messages; publish needs one that carries Opaque"));
        }
        return carriers.size() == 1
                ? publish(carriers.get(0).name(), Message.of(topic, Opaque.of(content)))
                : publishOnAll(carriers, Message.of(topic, Opaque.of(content)));
    }

    /** Every endpoint is tried; if one refuses, the failure says so and what became of the others. */
    private CompletionStage<Integer> publishOnAll(List<Endpoint> carriers, Message message) {
        CompletionStage<Outcome> total = CompletableFuture.completedFuture(new Outcome(0, List.of()));
        for (Endpoint endpoint : carriers) {
            total = total.thenCombine(
                    publish(endpoint.name(), message)
                            .handle((queued, failure) -> Outcome.of(endpoint.name(), queued, failure)),
                    Outcome::plus);
        }
        return total.thenApply(Outcome::queuedOrFailed);
    }

    @Override
    public CompletionStage<Integer> publish(String endpointName, Message message) {
        return outgoing(endpointName, message, this::spread, this::congested);
    }

    private int spread(Endpoint endpoint, Envelope envelope) {
        boolean anybody = parts.peers().view().alive().stream()
                .anyMatch(peer -> peer.endpoint().equals(endpoint.name()));
        if (anybody
                && envelope.body() instanceof Opaque
                && parts.spreader().candidates(endpoint, envelope).isEmpty()) {
            throw new GossipException("the protocol '" + endpoint.protocol().name()
                    + "' lets none of the known peers have this application message: set application=true on their"
                    + " endpoints too, or see its rule under Application messages in docs/architecture.md");
        }
        return parts.spreader().publish(endpoint, envelope);
    }

    private CompletableFuture<Integer> congested() {
        return CompletableFuture.failedFuture(new GossipException(life.limits().pendingPublishes()
                + " messages of the application wait to be written and signed (limit pendingPublishes); wait for the"
                + " stages of earlier ones before publishing more"));
    }

    private <T> CompletionStage<T> outgoing(
            String endpoint,
            Message message,
            BiFunction<Endpoint, Envelope, T> leave,
            Supplier<CompletableFuture<T>> congested) {
        if (life.isClosed()) {
            return CompletableFuture.failedFuture(new GossipException("the node is closed"));
        }
        try {
            Endpoint from = parts.endpoint(endpoint);
            return outgoing.submit(from, message, envelope -> leave.apply(from, envelope), congested);
        } catch (GossipException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<Integer> publishAcked(
            String endpoint, Message message, Collection<NodeId> targets, int minimum, Duration timeout) {
        AckCount acks = new AckCount(targets.size(), minimum);
        for (NodeId target : targets) {
            own.request(endpoint, target, message, timeout)
                    .whenComplete((delivery, failure) -> acks.answered(
                            failure == null && delivery.message().body() instanceof Ack ack && ack.isPositive()));
        }
        return acks.result();
    }

    @Override
    public CompletionStage<SendResult> send(String endpoint, NodeId target, Message message) {
        return outgoing(
                endpoint,
                message,
                (from, envelope) -> parts.outbound().send(from, target, envelope),
                () -> CompletableFuture.completedFuture(SendResult.CONGESTED));
    }

    @Override
    public CompletionStage<Delivery> request(String endpoint, NodeId target, Message message, Duration timeout) {
        return own.request(endpoint, target, message, timeout);
    }

    @Override
    public Subscription subscribe(Topic topic, MessageHandler handler) {
        return parts.subscriptions().subscribe(topic, handler);
    }

    @Override
    public void join(Scope scope) {
        own.join(scope);
    }

    @Override
    public void leave(String scope) {
        own.leave(scope);
    }

    @Override
    public PeerView peers() {
        return parts.peers().view();
    }

    @Override
    public CompletionStage<PeerView> whenPeers(int alive) {
        return parts.peers().whenAlive(alive);
    }

    @Override
    public NodeId id(String endpoint) {
        return parts.endpoint(endpoint).self();
    }

    @Override
    public PeerAddress boundAddress(String endpoint) {
        return parts.endpoint(endpoint).listeners().stream()
                .findFirst()
                .map(Listener::address)
                .orElseThrow(() -> new GossipException("endpoint '" + endpoint + "' listens nowhere (yet)"));
    }

    @Override
    public NodeDescription describe() {
        List<NodeDescription.Endpoint> endpoints = new ArrayList<>();
        for (Endpoint endpoint : parts.endpoints()) {
            endpoints.add(new NodeDescription.Endpoint(
                    endpoint.name(),
                    endpoint.self(),
                    endpoint.protocol().name(),
                    endpoint.transport().name(),
                    endpoint.listeners().stream().map(Listener::address).toList(),
                    endpoint.links().size()));
        }
        return new NodeDescription(
                endpoints,
                parts.spreader().router().name(),
                extensionNames,
                parts.reporter().drops(),
                life.memoryBound());
    }

    @Override
    public void close() {
        life.close();
    }
}
