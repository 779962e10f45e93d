package dev.gossip.membership;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.SendResult;
import dev.gossip.api.TimeSource;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Alive;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.spi.BodyHandler;
import dev.gossip.spi.Lane;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.PeerUpdates;
import dev.gossip.spi.Scope;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** Records what an extension does to its node; each entry begins with the endpoint. */
final class FakeNodeContext implements NodeContext, PeerUpdates, MetricsSink, PeerView {

    final VirtualTime time = new VirtualTime();
    final VirtualLane lane = new VirtualLane(time);
    List<EndpointInfo> endpoints;
    final Map<Class<?>, BodyHandler<?>> handlers = new HashMap<>();
    final List<String> calls = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    final List<CompletableFuture<Delivery>> requests = new ArrayList<>();
    final List<CompletableFuture<LinkPeer>> dials = new ArrayList<>();
    final List<DropReason> dropped = new ArrayList<>();
    final Map<String, DoubleSupplier> gauges = new HashMap<>();
    final List<Peer> peers = new ArrayList<>();
    LinkListener links = new LinkListener() {};

    FakeNodeContext(EndpointInfo... endpoints) {
        this.endpoints = List.of(endpoints);
    }

    <B extends Body> Verdict deliver(Class<B> type, Delivery delivery) {
        @SuppressWarnings("unchecked")
        BodyHandler<B> handler = (BodyHandler<B>) handlers.get(type);
        return handler.handle(delivery, type.cast(delivery.message().body()))
                .toCompletableFuture()
                .join();
    }

    @Override
    public List<EndpointInfo> endpoints() {
        return endpoints;
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public RandomGenerator random() {
        return new SplittableRandom(3);
    }

    @Override
    public MetricsSink metrics() {
        return this;
    }

    @Override
    public Lane control() {
        return lane;
    }

    @Override
    public Lane lane(String scope) {
        return lane;
    }

    @Override
    public Map<String, Scope> scopes() {
        return Map.of();
    }

    @Override
    public void join(Scope scope) {}

    @Override
    public void leave(String scope) {}

    @Override
    public PeerView peers() {
        return this;
    }

    @Override
    public PeerUpdates peerUpdates() {
        return this;
    }

    @Override
    public <B extends Body> void onBody(Class<B> type, BodyHandler<B> handler) {
        handlers.put(type, handler);
    }

    @Override
    public void onLinks(LinkListener listener) {
        links = listener;
    }

    @Override
    public CompletionStage<Envelope> seal(String endpoint, Message message) {
        calls.add(endpoint + " seal");
        return CompletableFuture.completedFuture(Statements.sealed((Alive) message.body()));
    }

    @Override
    public SendResult send(String endpoint, NodeId target, Message message) {
        calls.add(endpoint + " send " + target.hex());
        messages.add(message);
        return SendResult.ACCEPTED;
    }

    @Override
    public SendResult forward(String endpoint, NodeId target, Envelope envelope) {
        calls.add(endpoint + " forward " + target.hex());
        return SendResult.ACCEPTED;
    }

    @Override
    public void publish(String endpoint, Envelope envelope) {
        calls.add(endpoint + " publish");
        messages.add(envelope.message());
    }

    @Override
    public CompletionStage<Delivery> request(String endpoint, NodeId target, Message message, Duration timeout) {
        calls.add(endpoint + " request " + target.hex() + " " + timeout);
        messages.add(message);
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        requests.add(answer);
        return answer;
    }

    @Override
    public CompletionStage<LinkPeer> dial(String endpoint, PeerAddress address, Optional<NodeId> expected) {
        calls.add(endpoint + " dial " + address);
        CompletableFuture<LinkPeer> link = new CompletableFuture<>();
        dials.add(link);
        return link;
    }

    @Override
    public void disconnect(String endpoint, NodeId id, DropReason reason, String detail) {
        calls.add(endpoint + " disconnect " + id.hex() + " " + reason);
    }

    @Override
    public Optional<Envelope> redact(Envelope envelope, LinkPeer target) {
        return Optional.of(envelope);
    }

    @Override
    public <T> CompletionStage<T> offload(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        lane.execute(() -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    @Override
    public void dropped(LinkPeer from, DropReason reason, String detail) {
        dropped.add(reason);
    }

    @Override
    public void alive(
            String endpoint,
            NodeId id,
            Optional<String> organisation,
            Optional<PeerAddress> internal,
            Optional<PeerAddress> external) {
        calls.add(endpoint + " alive " + id.hex() + " " + organisation.orElse("-") + " "
                + internal.map(PeerAddress::toString).orElse("-") + " "
                + external.map(PeerAddress::toString).orElse("-"));
    }

    @Override
    public void dead(String endpoint, NodeId id, String detail) {
        calls.add(endpoint + " dead " + id.hex());
    }

    @Override
    public void remove(String endpoint, NodeId id) {
        calls.add(endpoint + " remove " + id.hex());
    }

    @Override
    public void channel(String endpoint, NodeId id, String scope, Peer.ChannelState state) {}

    @Override
    public void forgetChannel(String endpoint, NodeId id, String scope) {}

    @Override
    public Counter counter(String name, String... tags) {
        return amount -> {};
    }

    @Override
    public Timer timer(String name, String... tags) {
        return nanos -> {};
    }

    @Override
    public void gauge(String name, DoubleSupplier value, String... tags) {
        gauges.put(name + " " + String.join("=", tags), value);
    }

    @Override
    public Collection<Peer> all() {
        return peers;
    }

    @Override
    public Optional<Peer> find(String endpoint, NodeId id) {
        return peers.stream().filter(peer -> peer.id().equals(id)).findFirst();
    }
}
