package dev.gossip.fisco.route;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Body;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.NotSentException;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.Recipients;
import dev.gossip.api.SendResult;
import dev.gossip.api.TimeSource;
import dev.gossip.api.Verdict;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.fisco.codec.FiscoEndpoint;
import dev.gossip.spi.BodyHandler;
import dev.gossip.spi.Lane;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.PeerUpdates;
import dev.gossip.spi.Scope;
import dev.gossip.spi.TrafficRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * A node as extensions see it that shall reach every node, not only neighbours: on one endpoint a peer is whom routes lead to,
 * a link comes up when a node becomes reachable, and a message comes from its author. Calls are numbered as the protocol
 * counts, and answered only by the node that was asked.
 */
final class RoutedContext implements NodeContext {

    private static final CompletionStage<Verdict> ACCEPTED = CompletableFuture.completedStage(Verdict.ACCEPT);
    private static final CompletionStage<Verdict> IGNORED = CompletableFuture.completedStage(Verdict.IGNORE);
    private static final int MAX_CALLS = 10_000;

    private final NodeContext direct;
    private final String endpoint;
    private final FiscoEndpoint spoken;
    private final Routes routes;
    private final PendingCalls calls;
    private final List<LinkListener> listeners = new CopyOnWriteArrayList<>();

    RoutedContext(NodeContext direct, String endpoint, FiscoEndpoint spoken, Routes routes) {
        this.direct = direct;
        this.endpoint = endpoint;
        this.spoken = spoken;
        this.routes = routes;
        this.calls = new PendingCalls(direct.control(), MAX_CALLS);
        direct.onLinks(new LinkListener() {
            @Override
            public void linkUp(LinkPeer peer, boolean dialled) {
                if (!peer.endpoint().equals(endpoint)) {
                    listeners.forEach(listener -> listener.linkUp(peer, dialled));
                }
            }

            @Override
            public void linkDown(LinkPeer peer, DropReason reason, String detail) {
                if (!peer.endpoint().equals(endpoint)) {
                    listeners.forEach(listener -> listener.linkDown(peer, reason, detail));
                }
            }
        });
    }

    /** Tells listeners and callers. */
    void changed(Routes.Change change) {
        change.lost().forEach(node -> {
            calls.lost(node);
            listeners.forEach(listener -> listener.linkDown(peer(node), RouteDrops.NO_ROUTE, "no longer reachable"));
        });
        change.reached().forEach(node -> listeners.forEach(listener -> listener.linkUp(peer(node), false)));
    }

    /** A neighbour's table has so many entries beyond the limit. */
    void tooMany(NodeId neighbour, int entries) {
        dropped(peer(neighbour), RouteDrops.TOO_MANY_ROUTES, entries + " entries of a route table (limit maxNodes)");
    }

    private LinkPeer peer(NodeId node) {
        return new LinkPeer(
                endpoint,
                Optional.of(node),
                Assurance.CLAIMED,
                Optional.empty(),
                PeerAddress.of("unknown", 0),
                Attributes.empty());
    }

    @Override
    public SendResult send(String where, NodeId target, Message message) {
        if (!where.equals(endpoint) || spoken.generation() == 2) {
            return direct.send(where, target, message);
        }
        Optional<NodeId> hop = routes.to(target).map(Routes.Route::nextHop);
        if (hop.isEmpty()) {
            dropped(peer(target), RouteDrops.NO_ROUTE, message.body().bodyName());
            return SendResult.CLOSED;
        }
        if (!hop.get().equals(target) && spoken.linkVersion(hop.get()).orElse(0) == 0) {
            dropped(peer(target), RouteDrops.HOP_TOO_OLD, message.body().bodyName());
            return SendResult.CLOSED;
        }
        return direct.send(where, hop.get(), message.withRecipients(Recipients.only(target)));
    }

    @Override
    public CompletionStage<Delivery> request(String where, NodeId target, Message message, Duration timeout) {
        if (!where.equals(endpoint)) {
            return direct.request(where, target, message, timeout);
        }
        Message numbered = message.correlation().isNone() ? message.withCorrelation(spoken.nextCorrelation()) : message;
        if (spoken.generation() == 2) {
            return direct.request(where, target, numbered, timeout);
        }
        Correlation correlation = numbered.correlation();
        CompletableFuture<Delivery> answer = calls.register(target, correlation, timeout);
        if (!answer.isDone()) {
            sending(where, target, numbered).ifPresent(problem -> calls.notSent(target, correlation, problem));
        }
        return answer;
    }

    /** @return why the request was not sent */
    private Optional<GossipException> sending(String where, NodeId target, Message request) {
        try {
            SendResult result = send(where, target, request);
            return result == SendResult.ACCEPTED ? Optional.empty() : Optional.of(new NotSentException(target, result));
        } catch (GossipException e) {
            return Optional.of(e);
        }
    }

    @Override
    public <B extends Body> void onBody(Class<B> type, BodyHandler<B> handler) {
        direct.onBody(type, (delivery, body) -> {
            Optional<NodeId> author =
                    delivery.envelope().origin().or(() -> delivery.from().id());
            if (!delivery.from().endpoint().equals(endpoint) || author.isEmpty()) {
                return handler.handle(delivery, body);
            }
            // Whatever is kept of an author is forgotten when it is lost, so nothing is kept of one that was never
            // reached.
            if (routes.to(author.get()).isEmpty()) {
                dropped(delivery.from(), RouteDrops.UNREACHABLE_AUTHOR, body.bodyName() + " of " + author.get());
                return IGNORED;
            }
            Delivery routed = new RoutedDelivery(delivery, author.get(), this);
            Message message = delivery.message();
            boolean answer = message.kind() == MessageKind.RESPONSE || message.kind() == MessageKind.ERROR;
            return answer && calls.answered(author.get(), message.correlation(), routed)
                    ? ACCEPTED
                    : handler.handle(routed, body);
        });
    }

    @Override
    public void onLinks(LinkListener listener) {
        listeners.add(listener);
    }

    @Override
    public void limitTraffic(TrafficRule rule) {
        direct.limitTraffic(rule);
    }

    @Override
    public PeerView peers() {
        return new ReachableNodes(direct.peers(), endpoint, routes);
    }

    @Override
    public List<EndpointInfo> endpoints() {
        return direct.endpoints();
    }

    @Override
    public TimeSource time() {
        return direct.time();
    }

    @Override
    public RandomGenerator random() {
        return direct.random();
    }

    @Override
    public MetricsSink metrics() {
        return direct.metrics();
    }

    @Override
    public Lane control() {
        return direct.control();
    }

    @Override
    public Lane lane(String scope) {
        return direct.lane(scope);
    }

    @Override
    public Map<String, Scope> scopes() {
        return direct.scopes();
    }

    @Override
    public void join(Scope scope) {
        direct.join(scope);
    }

    @Override
    public void leave(String scope) {
        direct.leave(scope);
    }

    @Override
    public PeerUpdates peerUpdates() {
        return direct.peerUpdates();
    }

    @Override
    public CompletionStage<Envelope> seal(String where, Message message) {
        return direct.seal(where, message);
    }

    @Override
    public SendResult forward(String where, NodeId target, Envelope envelope) {
        return direct.forward(where, target, envelope);
    }

    @Override
    public void publish(String where, Envelope envelope) {
        direct.publish(where, envelope);
    }

    @Override
    public CompletionStage<LinkPeer> dial(String where, PeerAddress address, Optional<NodeId> expected) {
        return direct.dial(where, address, expected);
    }

    @Override
    public void disconnect(String where, NodeId id, DropReason reason, String detail) {
        direct.disconnect(where, id, reason, detail);
    }

    @Override
    public Optional<Envelope> redact(Envelope envelope, LinkPeer target) {
        return direct.redact(envelope, target);
    }

    @Override
    public <T> CompletionStage<T> offload(Callable<T> work) {
        return direct.offload(work);
    }

    @Override
    public Executor handlers() {
        return direct.handlers();
    }

    @Override
    public void dropped(LinkPeer from, DropReason reason, String detail) {
        direct.dropped(from, reason, detail);
    }
}
