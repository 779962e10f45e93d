package dev.gossip.core.node;

import dev.gossip.api.Body;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.NotSentException;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.SendResult;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.core.dispatch.Endpoint;
import dev.gossip.core.lane.SerialLane;
import dev.gossip.core.link.Link;
import dev.gossip.spi.BodyHandler;
import dev.gossip.spi.Lane;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.PeerUpdates;
import dev.gossip.spi.Scope;
import dev.gossip.spi.TrafficRule;
import dev.gossip.spi.transport.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The node as one extension sees it. */
final class Context implements NodeContext {

    private final NodeParts parts;
    private final UnaryOperator<LinkListener> hearing;
    private final Predicate<String> serves;
    private final RandomGenerator random;
    private final RandomGenerator correlations;

    /**
     * @param hearing what is told to a listener of the extension's
     * @param serves whether the extension serves the endpoint of that name
     */
    Context(NodeParts parts, String extension, UnaryOperator<LinkListener> hearing, Predicate<String> serves) {
        this.parts = parts;
        this.hearing = hearing;
        this.serves = serves;
        this.random = parts.runtime().newRandom(extension);
        this.correlations = parts.runtime().newRandom(extension + "-correlations");
    }

    @Override
    public List<EndpointInfo> endpoints() {
        return here().map(Context::info).toList();
    }

    private Stream<Endpoint> here() {
        return parts.endpoints().stream().filter(endpoint -> serves.test(endpoint.name()));
    }

    private static EndpointInfo info(Endpoint endpoint) {
        return new EndpointInfo(
                endpoint.name(),
                endpoint.self(),
                endpoint.config()
                        .identity()
                        .map(local -> local.identity().organisation())
                        .orElse(""),
                endpoint.internalAddress(),
                endpoint.config().external(),
                endpoint.seeds().all(),
                endpoint.spoken().ownIdentity());
    }

    @Override
    public TimeSource time() {
        return parts.runtime().time();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public MetricsSink metrics() {
        return parts.reporter().metrics();
    }

    @Override
    public Lane control() {
        return parts.lanes().control();
    }

    @Override
    public Lane lane(String scope) {
        return parts.lanes().lane(scope);
    }

    @Override
    public Map<String, Scope> scopes() {
        return Map.copyOf(parts.scopes());
    }

    @Override
    public void join(Scope scope) {
        parts.lanes().open(scope.name());
        parts.scopes().put(scope.name(), scope);
    }

    @Override
    public void leave(String scope) {
        parts.scopes().remove(scope);
        parts.lanes().close(scope);
    }

    @Override
    public PeerView peers() {
        return parts.peers().view();
    }

    @Override
    public PeerUpdates peerUpdates() {
        return parts.peers();
    }

    @Override
    public <B extends Body> void onBody(Class<B> type, BodyHandler<B> handler) {
        parts.handlers().add(type, here().map(Endpoint::name).toList(), handler);
    }

    @Override
    public void onLinks(LinkListener listener) {
        parts.linkListeners().add(hearing.apply(listener));
    }

    @Override
    public void limitTraffic(TrafficRule rule) {
        parts.outbound().traffic().limit(rule);
    }

    @Override
    public CompletionStage<Envelope> seal(String endpoint, Message message) {
        Endpoint target = parts.endpoint(endpoint);
        return offload(() -> parts.outbound().seal(target, message));
    }

    @Override
    public SendResult send(String endpoint, NodeId target, Message message) {
        Endpoint from = parts.endpoint(endpoint);
        return parts.outbound().send(from, target, parts.outbound().seal(from, message));
    }

    @Override
    public SendResult forward(String endpoint, NodeId target, Envelope envelope) {
        return parts.outbound().send(parts.endpoint(endpoint), target, envelope);
    }

    @Override
    public void publish(String endpoint, Envelope envelope) {
        parts.spreader().publish(parts.endpoint(endpoint), envelope);
    }

    @Override
    public CompletionStage<Delivery> request(String endpoint, NodeId target, Message message, Duration timeout) {
        Endpoint from;
        Message numbered = message.correlation().isNone() ? message.withCorrelation(freshCorrelation()) : message;
        Envelope sealed;
        try {
            from = parts.endpoint(endpoint);
            sealed = parts.outbound().seal(from, numbered);
        } catch (RuntimeException e) {
            return onCallersLane(CompletableFuture.failedFuture(e));
        }
        CompletableFuture<Delivery> response =
                parts.requests().register(endpoint, target, numbered.correlation(), timeout);
        if (!response.isDone()) {
            sendRequest(from, target, sealed)
                    .ifPresent(problem -> parts.requests().cancel(endpoint, target, numbered.correlation(), problem));
        }
        return onCallersLane(response);
    }

    /** @return why the request was not sent */
    private Optional<GossipException> sendRequest(Endpoint from, NodeId target, Envelope sealed) {
        try {
            SendResult result = parts.outbound().send(from, target, sealed);
            return result == SendResult.ACCEPTED ? Optional.empty() : Optional.of(new NotSentException(target, result));
        } catch (RuntimeException e) {
            return Optional.of(new GossipException("the request to " + target + " was not sent: " + e, e));
        }
    }

    /** Requests come from any thread, and a random source is for one. */
    private Correlation freshCorrelation() {
        synchronized (correlations) {
            return Correlation.of(correlations.nextLong() | 1);
        }
    }

    @Override
    public CompletionStage<LinkPeer> dial(String endpoint, PeerAddress address, Optional<NodeId> expected) {
        Endpoint from = parts.endpoint(endpoint);
        Optional<Link> linked = expected.flatMap(from.links()::find);
        return onCallersLane(linked.map(link -> CompletableFuture.completedFuture(link.peer()))
                .orElseGet(() -> from.dialer().dial(address, expected)));
    }

    @Override
    public void disconnect(String endpoint, NodeId id, DropReason reason, String detail) {
        parts.endpoint(endpoint).links().find(id).ifPresent(link -> link.shut(CloseReason.refused(reason, detail)));
    }

    @Override
    public Optional<Envelope> redact(Envelope envelope, LinkPeer target) {
        return parts.outbound().redact(parts.endpoint(target.endpoint()), envelope, target);
    }

    @Override
    public <T> CompletionStage<T> offload(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            parts.runtime().workers().execute(() -> {
                try {
                    result.complete(work.call());
                } catch (Exception | Error e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new GossipException("the runtime is closed", e));
        }
        return onCallersLane(result);
    }

    @Override
    public Executor handlers() {
        return parts.runtime().handlers();
    }

    @Override
    public void dropped(LinkPeer from, DropReason reason, String detail) {
        parts.reporter().dropped(from, reason, detail);
    }

    /**
     * A stage that completes on the lane of this node from which this method is called, else on control. A thread that runs
     * an application's handler is on no such lane, so the handler may wait for the stage.
     */
    private <T> CompletionStage<T> onCallersLane(CompletableFuture<T> stage) {
        SerialLane lane = parts.lanes().current().orElse(parts.lanes().control());
        CompletableFuture<T> onLane = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            Runnable completion = () -> {
                if (failure == null) {
                    onLane.complete(value);
                } else {
                    onLane.completeExceptionally(failure);
                }
            };
            if (!lane.submit(completion)) {
                completion.run();
            }
        });
        return onLane;
    }
}
