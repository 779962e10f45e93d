package dev.gossip.state;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.OriginProof;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.Sealed;
import dev.gossip.api.SendResult;
import dev.gossip.api.TimeSource;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.State;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.spi.BodyHandler;
import dev.gossip.spi.Lane;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.PeerUpdates;
import dev.gossip.spi.Scope;
import dev.gossip.state.TestNet.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** As much of a node as channel state touches: push with fan-out 3, correlated requests, work beside the lanes. */
final class TestNode implements NodeContext {

    record Sent(NodeId target, Message message) {}

    private record Waiting(NodeId target, Correlation correlation) {}

    final NodeId self;
    final StateExtension extension = new StateExtension();
    final MemoryStore store = new MemoryStore();
    final Map<NodeId, Peer> known = new LinkedHashMap<>();
    final List<Sent> sent = new ArrayList<>();
    final List<Sent> replies = new ArrayList<>();
    final List<Envelope> published = new ArrayList<>();
    final Map<DropReason, Integer> drops = new HashMap<>();
    final Map<String, Integer> failures = new HashMap<>();
    BiFunction<Envelope, LinkPeer, Optional<Envelope>> redaction = (envelope, target) -> Optional.of(envelope);
    boolean online = true;
    boolean joined = true;
    final AtomicReference<String> currentLane = new AtomicReference<>("none");

    private final TestNet net;
    private final RandomGenerator random;
    private final Map<Class<?>, BodyHandler<?>> handlers = new HashMap<>();
    private final Map<Waiting, CompletableFuture<Delivery>> waiting = new HashMap<>();
    private final Set<MessageId> seen = new HashSet<>();
    private boolean besideLanes;

    TestNode(TestNet net, NodeId self, RandomGenerator random) {
        this.net = net;
        this.self = self;
        this.random = random;
        store.besideLanes = () -> besideLanes;
        net.wire.attach(self, this::receive);
    }

    void start() {
        extension.start(this);
        net.time.settle();
    }

    void know(NodeId id) {
        standing(id, true);
    }

    void standing(NodeId id, boolean alive) {
        Map<String, Peer.ChannelState> channels =
                known.containsKey(id) ? known.get(id).channels() : Map.of();
        known.put(id, peer(id, alive, channels));
    }

    void claim(NodeId id, long height) {
        channel(id, Optional.of(new Peer.ChannelState(height, false)));
    }

    Optional<Peer.ChannelState> standingOf(NodeId id) {
        return known.get(id).channel(TestNet.SCOPE);
    }

    private void channel(NodeId id, Optional<Peer.ChannelState> state) {
        Peer peer = known.getOrDefault(id, peer(id, false, Map.of()));
        Map<String, Peer.ChannelState> channels = new HashMap<>(peer.channels());
        state.ifPresentOrElse(value -> channels.put(TestNet.SCOPE, value), () -> channels.remove(TestNet.SCOPE));
        known.put(id, peer(id, peer.alive(), channels));
    }

    private static Peer peer(NodeId id, boolean alive, Map<String, Peer.ChannelState> channels) {
        return new Peer(
                TestNet.ENDPOINT, id, Optional.of("org1"), Optional.empty(), Optional.empty(), alive, alive, channels);
    }

    int dropped(DropReason reason) {
        return drops.getOrDefault(reason, 0);
    }

    /** A message as somebody with this id says it. */
    static Envelope envelope(NodeId origin, Message message) {
        Body body = message.body();
        String id = body instanceof State state ? "state of " + state.subject() + " " + state.time() : body.toString();
        return new Envelope(
                message,
                new Sealed(Bytes.utf8(id), Bytes.empty(), Optional.of(origin), List.of(), "none"),
                new MessageId(Bytes.utf8(id)));
    }

    static Envelope envelope(NodeId origin, Body body) {
        return envelope(origin, Message.of(Topic.scope(TestNet.SCOPE), body));
    }

    /** Hands a message to the extension as the dispatcher would. */
    CompletableFuture<Verdict> receive(NodeId from, Body body) {
        return handle(from, envelope(from, body));
    }

    /** As {@link #receive(NodeId, Body)}, with all that follows until the verdict. */
    Verdict judge(NodeId from, Envelope envelope) {
        CompletableFuture<Verdict> verdict = handle(from, envelope);
        net.time.advanceUntil(verdict::isDone, Duration.ofSeconds(1));
        return verdict.join();
    }

    Verdict judge(NodeId from, Body body) {
        return judge(from, envelope(from, body));
    }

    private void receive(NodeId from, Packet packet) {
        boolean started = !handlers.isEmpty();
        if (!online
                || !started
                || packet.pushed() && !seen.add(packet.envelope().id())) {
            return;
        }
        handle(from, packet.envelope()).thenAccept(verdict -> {
            if (verdict == Verdict.ACCEPT && packet.pushed()) {
                spread(packet.envelope(), Optional.of(from));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private CompletableFuture<Verdict> handle(NodeId from, Envelope envelope) {
        Delivery delivery = new TestDelivery(from, envelope);
        Message message = envelope.message();
        CompletableFuture<Delivery> waiter = message.kind() == MessageKind.RESPONSE
                ? waiting.remove(new Waiting(from, message.correlation()))
                : null;
        if (waiter != null) {
            waiter.complete(delivery);
            return CompletableFuture.completedFuture(Verdict.IGNORE);
        }
        BodyHandler<Body> handler =
                (BodyHandler<Body>) handlers.get(envelope.body().getClass());
        return handler.handle(delivery, envelope.body())
                .thenApply(verdict -> verdict)
                .toCompletableFuture();
    }

    private void spread(Envelope envelope, Optional<NodeId> giver) {
        List<NodeId> open = known.values().stream()
                .filter(Peer::alive)
                .map(Peer::id)
                .filter(id -> giver.filter(id::equals).isEmpty())
                .toList();
        Samples.pick(open, 3, random).forEach(target -> net.wire.send(self, target, new Packet(envelope, true)));
    }

    @Override
    public List<EndpointInfo> endpoints() {
        return List.of(new EndpointInfo(
                TestNet.ENDPOINT, self, "org1", Optional.empty(), Optional.empty(), List.of(), Optional.empty()));
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
        return new MetricsSink() {
            @Override
            public Counter counter(String name, String... tags) {
                return amount -> failures.merge(tags[tags.length - 1], (int) amount, Integer::sum);
            }

            @Override
            public Timer timer(String name, String... tags) {
                return NONE.timer(name, tags);
            }

            @Override
            public void gauge(String name, java.util.function.DoubleSupplier value, String... tags) {
                value.getAsDouble();
            }
        };
    }

    @Override
    public Lane control() {
        return lane("");
    }

    @Override
    public Lane lane(String scope) {
        return new TestLane(net.time, joined ? scope : "", currentLane);
    }

    @Override
    public PeerView peers() {
        return new PeerView() {
            @Override
            public Collection<Peer> all() {
                return List.copyOf(known.values());
            }

            @Override
            public Optional<Peer> find(String endpoint, NodeId id) {
                return Optional.ofNullable(known.get(id));
            }
        };
    }

    @Override
    public PeerUpdates peerUpdates() {
        return new PeerUpdates() {
            @Override
            public void alive(
                    String endpoint,
                    NodeId id,
                    Optional<String> organisation,
                    Optional<PeerAddress> internal,
                    Optional<PeerAddress> external) {
                throw unused("alive");
            }

            @Override
            public void dead(String endpoint, NodeId id, String detail) {
                throw unused("dead");
            }

            @Override
            public void remove(String endpoint, NodeId id) {
                throw unused("remove");
            }

            @Override
            public void channel(String endpoint, NodeId id, String scope, Peer.ChannelState state) {
                TestNode.this.channel(id, Optional.of(state));
            }

            @Override
            public void forgetChannel(String endpoint, NodeId id, String scope) {
                TestNode.this.channel(id, Optional.empty());
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
    public CompletionStage<Envelope> seal(String endpoint, Message message) {
        return offload(() -> envelope(self, message));
    }

    @Override
    public SendResult send(String endpoint, NodeId target, Message message) {
        sent.add(new Sent(target, message));
        net.wire.send(self, target, new Packet(envelope(self, message), false));
        return SendResult.ACCEPTED;
    }

    @Override
    public void publish(String endpoint, Envelope envelope) {
        published.add(envelope);
        seen.add(envelope.id());
        spread(envelope, Optional.empty());
    }

    @Override
    public CompletionStage<Delivery> request(String endpoint, NodeId target, Message message, Duration timeout) {
        CompletableFuture<Delivery> response = new CompletableFuture<>();
        Waiting key = new Waiting(target, message.correlation());
        waiting.put(key, response);
        net.time.schedule(timeout, () -> {
            if (waiting.remove(key, response)) {
                response.completeExceptionally(new TimeoutException());
            }
        });
        send(endpoint, target, message);
        return response;
    }

    @Override
    public Optional<Envelope> redact(Envelope envelope, LinkPeer target) {
        return redaction.apply(envelope, target);
    }

    @Override
    public <T> CompletionStage<T> offload(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        // Work of one moment ends in any order, as it does on several threads.
        net.time.schedule(Duration.ofNanos(random.nextLong(2_000_000)), () -> {
            besideLanes = true;
            try {
                T value = work.call();
                net.time.schedule(Duration.ZERO, () -> result.complete(value));
            } catch (Exception e) {
                net.time.schedule(Duration.ZERO, () -> result.completeExceptionally(e));
            } finally {
                besideLanes = false;
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
    public void onLinks(LinkListener listener) {
        throw unused("onLinks");
    }

    @Override
    public SendResult forward(String endpoint, NodeId target, Envelope envelope) {
        throw unused("forward");
    }

    @Override
    public CompletionStage<LinkPeer> dial(String endpoint, PeerAddress address, Optional<NodeId> expected) {
        throw unused("dial");
    }

    @Override
    public void disconnect(String endpoint, NodeId id, DropReason reason, String detail) {
        throw unused("disconnect");
    }

    private static AssertionError unused(String method) {
        return new AssertionError("channel state has no use for " + method);
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
            return TestNet.link(from);
        }

        @Override
        public OriginProof proof() {
            return OriginProof.CLAIMED;
        }

        @Override
        public SendResult reply(MessageKind kind, Body body) {
            Message answer = Message.of(
                    envelope.topic(),
                    body,
                    MessageKind.RESPONSE,
                    envelope.message().correlation());
            replies.add(new Sent(from, answer));
            net.wire.send(self, from, new Packet(TestNode.envelope(self, answer), false));
            return SendResult.ACCEPTED;
        }
    }
}
