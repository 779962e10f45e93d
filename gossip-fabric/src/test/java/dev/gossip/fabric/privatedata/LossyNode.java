package dev.gossip.fabric.privatedata;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.fabric.Resources;
import dev.gossip.fabric.privatedata.collection.PrivateCollections;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.testkit.VirtualTime;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/** A stand-in for a node whose requests may be lost, on the way there or back. */
final class LossyNode {

    final VirtualTime time = new VirtualTime();
    final SplittableRandom random;
    final List<DropReason> drops = new ArrayList<>();
    final Map<NodeId, String> peers = new LinkedHashMap<>();
    final PrivateDataSetup setup;
    private final double loss;
    private final BiFunction<NodeId, Body, Optional<Body>> answers;
    final List<Body> arrived = new ArrayList<>();
    private int sent;

    LossyNode(
            long seed, double loss, PrivateCollections collections, BiFunction<NodeId, Body, Optional<Body>> answers) {
        this.random = new SplittableRandom(seed);
        this.loss = loss;
        this.answers = answers;
        this.setup = PrivateDataSetup.inMemory(collections, 1 << 20);
    }

    int sent() {
        return sent;
    }

    static NodeId id(int number) {
        return new NodeId(Bytes.wrap(new byte[] {(byte) number}));
    }

    PrivateContext context(PrivateDataConfig config) {
        ChannelMembers members = new ChannelMembers() {
            @Override
            public NodeId self() {
                return id(0);
            }

            @Override
            public String organisation() {
                return "Org1MSP";
            }

            @Override
            public List<Peer> members() {
                return peers.entrySet().stream()
                        .map(entry -> peer(entry.getKey(), entry.getValue()))
                        .toList();
            }

            @Override
            public Optional<Identity> identity(NodeId id) {
                return Optional.ofNullable(peers.get(id)).map(LossyNode::identity);
            }

            @Override
            public boolean mayRead(LinkPeer peer) {
                return true;
            }
        };
        NodeContext node = (NodeContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {NodeContext.class},
                (proxy, method, arguments) -> call(method, arguments));
        PrivateDataSpec spec = new PrivateDataSpec("fabric", "ch1", new InMemoryOrderedStore(), setup, config, members);
        return new PrivateContext(
                node, spec, setup.collections(), PrivateTimers.of(MetricsSink.NONE, "ch1"), lane(), random);
    }

    private static Peer peer(NodeId id, String organisation) {
        return new Peer(
                "fabric",
                id,
                Optional.of(organisation),
                Optional.empty(),
                Optional.empty(),
                true,
                true,
                Map.of("ch1", new Peer.ChannelState(1, false)));
    }

    private static Identity identity(String organisation) {
        X509Certificate certificate = Resources.certificate("orderer.pem");
        return new Identity(
                organisation, Bytes.empty(), certificate.getPublicKey(), Optional.of(certificate), Instant.MAX);
    }

    private Object call(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "time" -> time;
            case "metrics" -> MetricsSink.NONE;
            case "request" -> request((NodeId) arguments[1], (Message) arguments[2], (Duration) arguments[3]);
            case "offload" -> offload((Callable<?>) arguments[0]);
            case "dropped" -> drops.add((DropReason) arguments[1]) ? null : null;
            default -> throw new AssertionError(method);
        };
    }

    private CompletableFuture<Delivery> request(NodeId target, Message message, Duration timeout) {
        sent++;
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        time.schedule(timeout, () -> answer.completeExceptionally(new TimeoutException("no answer within " + timeout)));
        if (random.nextDouble() >= loss) {
            time.schedule(
                    Duration.ofMillis(random.nextInt(1, 50)),
                    () -> answers.apply(target, message.body())
                            .filter(body -> random.nextDouble() >= loss)
                            .ifPresent(body -> {
                                arrived.add(body);
                                answer.complete(delivery(target, message.withBody(body)));
                            }));
        }
        return answer;
    }

    private static Delivery delivery(NodeId from, Message message) {
        Envelope envelope = new Envelope(
                message,
                new Sealed(Bytes.empty(), Bytes.empty(), Optional.empty(), List.of(), message),
                new MessageId(Bytes.empty()));
        return (Delivery) Proxy.newProxyInstance(
                LossyNode.class.getClassLoader(),
                new Class<?>[] {Delivery.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "envelope" -> envelope;
                    case "message" -> message;
                    case "from" -> LinkPeer.unknown("fabric", PeerAddress.of(from.toString(), 1));
                    default -> throw new AssertionError(method);
                });
    }

    private static CompletableFuture<Object> offload(Callable<?> work) {
        try {
            return CompletableFuture.completedFuture(work.call());
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Lane lane() {
        return new Lane() {
            @Override
            public String name() {
                return "ch1";
            }

            @Override
            public Cancellable schedule(Duration delay, Runnable task) {
                return time.schedule(delay, task);
            }

            @Override
            public Cancellable every(Duration period, Runnable task) {
                throw new AssertionError("nothing periodic here");
            }

            @Override
            public void execute(Runnable task) {
                task.run();
            }
        };
    }
}
