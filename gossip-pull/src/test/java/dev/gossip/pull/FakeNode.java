package dev.gossip.pull;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
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
import java.util.random.RandomGenerator;

/** As much of a node as pull touches; whatever else it calls fails the test. */
final class FakeNode implements NodeContext {

    record Sent(String endpoint, NodeId target, Message message) {}

    final VirtualTime time = new VirtualTime();
    final NodeId self = Items.node(0);
    final List<Peer> known = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();
    final List<Body> replies = new ArrayList<>();
    final List<DropReason> drops = new ArrayList<>();
    private final Map<Class<?>, BodyHandler<?>> handlers = new HashMap<>();
    private final RandomGenerator random = new SplittableRandom(5);

    void know(String endpoint, NodeId id, boolean alive) {
        known.add(
                new Peer(endpoint, id, Optional.of("org1"), Optional.empty(), Optional.empty(), alive, true, Map.of()));
    }

    /** Hands a message to the extension as the dispatcher would. */
    @SuppressWarnings("unchecked")
    <B extends Body> Verdict receive(NodeId from, Topic topic, B body) {
        Envelope envelope = new Envelope(
                Message.of(topic, body),
                new Sealed(Bytes.empty(), Bytes.empty(), Optional.empty(), List.of(), "none"),
                new MessageId(Bytes.empty()));
        Delivery delivery = new Delivery() {
            @Override
            public Envelope envelope() {
                return envelope;
            }

            @Override
            public LinkPeer from() {
                return Items.link(from);
            }

            @Override
            public OriginProof proof() {
                return OriginProof.ABSENT;
            }

            @Override
            public SendResult reply(MessageKind kind, Body answer) {
                replies.add(answer);
                return SendResult.ACCEPTED;
            }
        };
        BodyHandler<B> handler = (BodyHandler<B>) handlers.get(body.getClass());
        CompletableFuture<Verdict> verdict = handler.handle(delivery, body).toCompletableFuture();
        time.settle();
        return verdict.join();
    }

    @Override
    public List<EndpointInfo> endpoints() {
        return List.of(new EndpointInfo(
                Items.ENDPOINT, self, "org1", Optional.empty(), Optional.empty(), List.of(), Optional.empty()));
    }

    @Override
    public TimeSource time() {
        return time;
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
        return new Lane() {
            @Override
            public String name() {
                return scope;
            }

            @Override
            public Cancellable schedule(Duration delay, Runnable task) {
                return time.schedule(delay, task);
            }

            @Override
            public Cancellable every(Duration period, Runnable task) {
                throw unused("every");
            }

            @Override
            public void execute(Runnable task) {
                time.schedule(Duration.ZERO, task);
            }
        };
    }

    @Override
    public PeerView peers() {
        return new PeerView() {
            @Override
            public Collection<Peer> all() {
                return known;
            }

            @Override
            public Optional<Peer> find(String endpoint, NodeId id) {
                return known.stream().filter(peer -> peer.id().equals(id)).findFirst();
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
    public SendResult send(String endpoint, NodeId target, Message message) {
        sent.add(new Sent(endpoint, target, message));
        return SendResult.ACCEPTED;
    }

    @Override
    public void dropped(LinkPeer from, DropReason reason, String detail) {
        drops.add(reason);
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
    public void onLinks(LinkListener listener) {
        throw unused("onLinks");
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
    public CompletionStage<Delivery> request(String endpoint, NodeId target, Message message, Duration timeout) {
        throw unused("request");
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

    @Override
    public <T> CompletionStage<T> offload(Callable<T> work) {
        throw unused("offload");
    }

    private static AssertionError unused(String method) {
        return new AssertionError("pull has no use for " + method);
    }
}
