package dev.gossip.amop;

import dev.gossip.amop.AmopCalls.Running;
import dev.gossip.amop.engine.AmopEngine;
import dev.gossip.amop.engine.Network.Outgoing;
import dev.gossip.amop.engine.RemoteNode;
import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.TopicList;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.BodyHandler;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.SequencedStatus;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * AMOP on a node. It works with every protocol that carries {@link Opaque} requests, {@link AmopFailure} and topic lists,
 * and answers every application message that its endpoints bring.
 */
public final class AmopExtension implements Extension {

    private static final CompletionStage<Verdict> ACCEPTED = CompletableFuture.completedStage(Verdict.ACCEPT);
    private static final CompletionStage<Verdict> IGNORED = CompletableFuture.completedStage(Verdict.IGNORE);

    private final AmopConfig config;
    private final AmopCalls calls;
    private final NodeAmop amop;
    private final TopicStatus status = new TopicStatus();
    private final Extension sync;
    private Predicate<String> endpoints = endpoint -> true;
    private BodyHandler<Opaque> others = (delivery, body) -> IGNORED;

    /**
     * @param sync makes the part that keeps topic lists in step with other nodes, such as {@code gossip-state}'s
     *     {@code StatusSyncExtension.topics}; it starts and stops with this extension
     */
    public AmopExtension(AmopConfig config, Function<SequencedStatus<TopicList>, Extension> sync) {
        this.config = config;
        this.calls = new AmopCalls(config.limits().pending());
        this.amop = new NodeAmop(calls, config.limits());
        this.sync = sync.apply(status);
    }

    /**
     * Limits AMOP between nodes to some endpoints, before the node starts. Application messages of the others, those that
     * SDKs speak for example, go to {@code others}.
     */
    public AmopExtension between(Predicate<String> nodeEndpoints, BodyHandler<Opaque> elsewhere) {
        endpoints = nodeEndpoints;
        others = elsewhere;
        return this;
    }

    /** AMOP for applications and for endpoints of SDKs. */
    public Amop amop() {
        return amop;
    }

    @Override
    public String name() {
        return "amop";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        Set<Class<? extends Body>> all = new HashSet<>(sync.bodies());
        all.add(Opaque.class);
        all.add(AmopFailure.class);
        return Set.copyOf(all);
    }

    @Override
    public Set<Class<? extends Body>> bodies(String endpoint) {
        Set<Class<? extends Body>> some = new HashSet<>(sync.bodies(endpoint));
        some.add(Opaque.class);
        some.add(AmopFailure.class);
        return Set.copyOf(some);
    }

    @Override
    public void start(NodeContext context) {
        NodeNetwork network = new NodeNetwork(context);
        AmopEngine engine = new AmopEngine(config, network, status::announce);
        status.engine = engine;
        context.onBody(Opaque.class, (delivery, body) -> {
            String endpoint = delivery.from().endpoint();
            return endpoints.test(endpoint) ? take(context, engine, delivery, body) : others.handle(delivery, body);
        });
        context.onBody(AmopFailure.class, (delivery, body) -> {
            // A failure that was waited for went to whoever asked.
            context.dropped(delivery.from(), DropReason.UNMATCHED_RESPONSE, "an AMOP failure that nobody waits for");
            return IGNORED;
        });
        sync.start(context);
        context.control().every(config.verifyInterval(), () -> engine.reviewProofs(true));
        calls.start(new Running(engine, network));
    }

    @Override
    public void stop() {
        sync.stop();
        calls.stop();
    }

    private static CompletionStage<Verdict> take(
            NodeContext context, AmopEngine engine, Delivery delivery, Opaque body) {
        Message message = delivery.message();
        LinkPeer peer = delivery.from();
        if (peer.id().isEmpty()) {
            context.dropped(peer, AmopDrops.NAMELESS_PEER, "a message of " + message.topic());
            return IGNORED;
        }
        if (!message.topic().scope().isEmpty()) {
            context.dropped(peer, DropReason.UNKNOWN_SCOPE, "topics of AMOP have no scope: " + message.topic());
            return IGNORED;
        }
        RemoteNode from = new RemoteNode(peer.endpoint(), peer.id().get());
        Outgoing content = new Outgoing(message.topic().name(), body.joined(), message.attributes());
        switch (message.kind()) {
            case REQUEST -> {
                engine.requested(from, content).thenAccept(result -> answer(context, delivery, from, result));
                return ACCEPTED;
            }
            case ONE_WAY -> {
                return engine.told(from, content) ? ACCEPTED : IGNORED;
            }
            default -> {
                context.dropped(peer, DropReason.UNMATCHED_RESPONSE, "an AMOP reply that nobody waits for");
                return IGNORED;
            }
        }
    }

    /** Not by {@link Delivery#reply}, which has no room for the subscriber's attributes. */
    private static void answer(NodeContext context, Delivery delivery, RemoteNode from, AmopResult result) {
        Message request = delivery.message();
        Message answer = result instanceof AmopResult.Answered answered
                ? answer(request, Opaque.of(answered.reply().data()), MessageKind.RESPONSE)
                        .withAttributes(answered.reply().attributes())
                : answer(request, ((AmopResult.Failed) result).failure(), MessageKind.ERROR);
        Optional<Reason> problem = send(context, delivery, from, answer);
        // Without an answer the publisher's node would wait for its whole timeout.
        problem.map(reason -> answer(request, new AmopFailure(reason, ""), MessageKind.ERROR))
                .ifPresent(failure -> send(context, delivery, from, failure));
    }

    private static Optional<Reason> send(NodeContext context, Delivery delivery, RemoteNode from, Message answer) {
        try {
            return switch (context.send(from.endpoint(), from.id(), answer)) {
                case ACCEPTED, CLOSED -> Optional.empty();
                case TOO_LARGE -> Optional.of(Reason.TOO_LARGE);
                case CONGESTED -> Optional.of(Reason.CONGESTED);
                case WITHHELD -> Optional.of(Reason.FAILED);
            };
        } catch (GossipException e) {
            context.dropped(delivery.from(), DropReason.REJECTED, "the protocol refuses a reply: " + e.getMessage());
            return Optional.of(Reason.FAILED);
        }
    }

    private static Message answer(Message request, Body body, MessageKind kind) {
        return Message.of(request.topic(), body, kind, request.correlation());
    }

    /** Our topics for those who keep them in step. */
    private final class TopicStatus implements SequencedStatus<TopicList> {

        private volatile @Nullable AmopEngine engine;
        private Runnable changed = () -> {};

        private AmopEngine engine() {
            return Objects.requireNonNull(engine, "the node does not run yet");
        }

        void announce() {
            changed.run();
        }

        @Override
        public long sequence() {
            return engine().sequence();
        }

        @Override
        public TopicList status() {
            return new TopicList(engine().sequence(), engine().topics());
        }

        @Override
        public void learnt(String endpoint, NodeId node, TopicList list) {
            engine().learnt(new RemoteNode(endpoint, node), list.topics());
        }

        @Override
        public void lost(String endpoint, NodeId node) {
            engine().lost(new RemoteNode(endpoint, node));
        }

        @Override
        public void onChange(Runnable announce) {
            changed = announce;
        }
    }
}
