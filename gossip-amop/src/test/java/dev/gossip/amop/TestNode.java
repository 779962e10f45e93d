package dev.gossip.amop;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.NotSentException;
import dev.gossip.api.OriginProof;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.Sealed;
import dev.gossip.api.SendResult;
import dev.gossip.api.TimeSource;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.spi.BodyHandler;
import dev.gossip.spi.Lane;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.PeerUpdates;
import dev.gossip.spi.Scope;
import dev.gossip.state.status.StatusSyncExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A node that speaks a protocol without bytes: messages travel as they are. */
final class TestNode implements NodeContext {

    final NodeId self;
    final AmopExtension extension;
    final Map<DropReason, Integer> drops = new HashMap<>();
    /** Whom AMOP has asked. */
    final List<NodeId> asked = new ArrayList<>();

    Function<Message, SendResult> refuses = message -> SendResult.ACCEPTED;

    private final TestNet net;
    private final RandomGenerator random;
    private final Set<NodeId> links = new LinkedHashSet<>();
    private final List<LinkListener> listeners = new ArrayList<>();
    private final Map<Class<?>, BodyHandler<?>> handlers = new HashMap<>();
    private final Map<Correlation, Waiting> waiting = new HashMap<>();
    private long lastCorrelation;

    private record Waiting(NodeId target, CompletableFuture<Delivery> answer) {}

    TestNode(TestNet net, NodeId self, AmopConfig config) {
        this.net = net;
        this.self = self;
        this.random = new SplittableRandom(net.random.nextLong());
        this.extension = new AmopExtension(config, status -> StatusSyncExtension.topics(net.sync, status));
        net.wire.attach(self, this::receive);
    }

    Amop amop() {
        return extension.amop();
    }

    void start() {
        extension.start(this);
    }

    void linkUp(NodeId other) {
        links.add(other);
        listeners.forEach(listener -> listener.linkUp(TestNet.peer(other), true));
    }

    void linkDown(NodeId other) {
        links.remove(other);
        List.copyOf(waiting.values()).stream()
                .filter(request -> request.target.equals(other))
                .forEach(request -> request.answer.completeExceptionally(new GossipException("the link is gone")));
        listeners.forEach(listener -> listener.linkDown(TestNet.peer(other), DropReason.CLOSED, "test"));
    }

    int dropped(DropReason reason) {
        return drops.getOrDefault(reason, 0);
    }

    private Envelope envelope(Message message) {
        Bytes content = Bytes.ofLong(net.random.nextLong());
        return new Envelope(
                message,
                new Sealed(content, Bytes.empty(), Optional.of(self), List.of(), message),
                new MessageId(content));
    }

    private void receive(NodeId from, Envelope envelope) {
        Message message = envelope.message();
        Delivery delivery = new TestDelivery(from, envelope);
        Waiting request = waiting.get(message.correlation());
        boolean answer = message.kind() == MessageKind.RESPONSE || message.kind() == MessageKind.ERROR;
        if (answer && request != null && request.target.equals(from)) {
            request.answer.complete(delivery);
        } else {
            handle(delivery, message.body());
        }
    }

    @SuppressWarnings("unchecked")
    private void handle(Delivery delivery, Body body) {
        ((BodyHandler<Body>) handlers.get(body.getClass())).handle(delivery, body);
    }

    @Override
    public List<EndpointInfo> endpoints() {
        return List.of(new EndpointInfo(
                TestNet.ENDPOINT, self, "", Optional.empty(), Optional.empty(), List.of(), Optional.empty()));
    }

    @Override
    public TimeSource time() {
        return net.time;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public MetricsSink metrics() {
        return MetricsSink.NONE;
    }

    @Override
    public Lane control() {
        return lane("");
    }

    @Override
    public Lane lane(String scope) {
        return new TestLane(net.time, scope);
    }

    @Override
    public PeerView peers() {
        List<Peer> all = links.stream()
                .map(id -> new Peer(
                        TestNet.ENDPOINT,
                        id,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        true,
                        Map.of()))
                .toList();
        return new PeerView() {
            @Override
            public Collection<Peer> all() {
                return all;
            }

            @Override
            public Optional<Peer> find(String endpoint, NodeId id) {
                return all.stream().filter(peer -> peer.id().equals(id)).findFirst();
            }
        };
    }

    @Override
    public <B extends Body> void onBody(Class<B> type, BodyHandler<B> handler) {
        if (handlers.put(type, handler) != null) {
            throw new AssertionError("second handler for " + type);
        }
    }

    @Override
    public void onLinks(LinkListener listener) {
        listeners.add(listener);
    }

    @Override
    public SendResult send(String endpoint, NodeId target, Message message) {
        if (!links.contains(target)) {
            return SendResult.CLOSED;
        }
        SendResult refusal = refuses.apply(message);
        if (refusal != SendResult.ACCEPTED) {
            return refusal;
        }
        net.wire.send(self, target, envelope(message));
        return SendResult.ACCEPTED;
    }

    @Override
    public CompletionStage<Delivery> request(String endpoint, NodeId target, Message message, Duration timeout) {
        Correlation correlation = Correlation.of(++lastCorrelation);
        if (message.body() instanceof Opaque) {
            asked.add(target);
        }
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        waiting.put(correlation, new Waiting(target, answer));
        answer.whenComplete((delivery, failure) -> waiting.remove(correlation));
        net.time.schedule(timeout, () -> answer.completeExceptionally(new TimeoutException()));
        SendResult sent = send(endpoint, target, message.withCorrelation(correlation));
        if (sent != SendResult.ACCEPTED) {
            answer.completeExceptionally(new NotSentException(target, sent));
        }
        return answer;
    }

    @Override
    public <T> CompletionStage<T> offload(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        net.time.schedule(Duration.ofNanos(random.nextLong(500_000)), () -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    @Override
    public void dropped(LinkPeer from, DropReason reason, String detail) {
        drops.merge(reason, 1, Integer::sum);
    }

    @Override
    public Map<String, Scope> scopes() {
        throw unused("scopes");
    }

    @Override
    public void join(Scope scope) {
        throw unused("join");
    }

    @Override
    public void leave(String scope) {
        throw unused("leave");
    }

    @Override
    public PeerUpdates peerUpdates() {
        throw unused("peerUpdates");
    }

    @Override
    public CompletionStage<Envelope> seal(String endpoint, Message message) {
        throw unused("seal");
    }

    @Override
    public SendResult forward(String endpoint, NodeId target, Envelope envelope) {
        throw unused("forward");
    }

    @Override
    public void publish(String endpoint, Envelope envelope) {
        throw unused("publish");
    }

    @Override
    public CompletionStage<LinkPeer> dial(String endpoint, PeerAddress address, Optional<NodeId> expected) {
        throw unused("dial");
    }

    @Override
    public void disconnect(String endpoint, NodeId id, DropReason reason, String detail) {
        throw unused("disconnect");
    }

    @Override
    public Optional<Envelope> redact(Envelope envelope, LinkPeer target) {
        throw unused("redact");
    }

    private static AssertionError unused(String method) {
        return new AssertionError("AMOP has no use for " + method);
    }

    private final class TestDelivery implements Delivery {
        private final NodeId from;
        private final Envelope envelope;

        TestDelivery(NodeId from, Envelope envelope) {
            this.from = from;
            this.envelope = envelope;
        }

        @Override
        public Envelope envelope() {
            return envelope;
        }

        @Override
        public LinkPeer from() {
            return TestNet.peer(from);
        }

        @Override
        public OriginProof proof() {
            return OriginProof.CLAIMED;
        }

        @Override
        public SendResult reply(MessageKind kind, Body body) {
            Message request = envelope.message();
            return send(TestNet.ENDPOINT, from, Message.of(request.topic(), body, kind, request.correlation()));
        }
    }
}
