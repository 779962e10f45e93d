package dev.gossip.fisco.sdk;

import dev.gossip.amop.Amop;
import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.SendResult;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.body.BlockNotify;
import dev.gossip.fisco.codec.body.JsonRpc;
import dev.gossip.fisco.codec.body.SubscribedTopics;
import dev.gossip.fisco.codec.body.TopicVerdict;
import dev.gossip.fisco.limit.PublishLimiter;
import dev.gossip.fisco.limit.PublishLimits;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.protocol.MalformedException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves SDKs of FISCO BCOS at the endpoints that speak {@code fisco-channel} or {@code fisco-websocket}. Each link is a
 * client of AMOP of its own. {@link #published} is what AMOP's extension has to be given for application messages of these
 * endpoints.
 */
public final class SdkExtension implements Extension {

    private static final CompletionStage<Verdict> ACCEPTED = CompletableFuture.completedStage(Verdict.ACCEPT);
    private static final CompletionStage<Verdict> IGNORED = CompletableFuture.completedStage(Verdict.IGNORE);

    private final SdkConfig config;
    private final PublishLimits limits;
    private final int topicsPerSdk;
    private final Map<String, SdkGeneration> endpoints;
    private final Amop amop;
    private final BlockHeights heights = new BlockHeights();
    private final NodeRpc rpc;
    /** Changed on the control lane, read by any thread. */
    private final Map<Key, SdkSession> sessions = new ConcurrentHashMap<>();

    private volatile @Nullable NodeContext running;

    /**
     * @param topicsPerSdk as many as {@code amop} accepts of one session
     * @param endpoints the generation that each endpoint for SDKs serves, by the endpoint's name
     */
    public SdkExtension(
            SdkConfig config, PublishLimits limits, int topicsPerSdk, Map<String, SdkGeneration> endpoints, Amop amop) {
        this.topicsPerSdk = topicsPerSdk;
        this.config = config;
        this.limits = limits;
        this.endpoints = Map.copyOf(endpoints);
        this.amop = amop;
        this.rpc = new NodeRpc(config.nodeVersion(), heights);
    }

    @Override
    public String name() {
        return "fisco-sdk";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        Set<Class<? extends Body>> all = new HashSet<>();
        endpoints.values().forEach(generation -> all.addAll(generation.bodies()));
        return Set.copyOf(all);
    }

    @Override
    public Set<Class<? extends Body>> bodies(String endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint))
                .map(SdkGeneration::bodies)
                .orElse(Set.of());
    }

    @Override
    public void start(NodeContext context) {
        running = context;
        PublishLimiter limiter = new PublishLimiter(limits, context.time());
        context.onLinks(new LinkListener() {
            @Override
            public void linkUp(LinkPeer peer, boolean dialled) {
                joined(context, peer, limiter);
            }

            @Override
            public void linkDown(LinkPeer peer, DropReason reason, String detail) {
                key(peer).map(sessions::remove).ifPresent(SdkSession::close);
            }
        });
        context.onBody(
                SubscribedTopics.class,
                (delivery, body) -> with(context, delivery, session -> {
                    session.subscribed(delivery, body.topics());
                    return ACCEPTED;
                }));
        context.onBody(
                TopicVerdict.class,
                (delivery, body) -> with(context, delivery, session -> {
                    if (session.decided(body)) {
                        return ACCEPTED;
                    }
                    context.dropped(delivery.from(), SdkDrops.UNASKED_VERDICT, body.topic());
                    return IGNORED;
                }));
        context.onBody(
                JsonRpc.class,
                (delivery, body) -> with(context, delivery, session -> answer(context, delivery, body, session)));
    }

    /** Application messages of SDKs; called on the control lane. */
    public CompletionStage<Verdict> published(Delivery delivery, Opaque body) {
        NodeContext context = running;
        if (context == null) {
            return IGNORED;
        }
        return with(context, delivery, session -> {
            if (delivery.message().kind() == MessageKind.RESPONSE) {
                context.dropped(
                        delivery.from(),
                        DropReason.UNMATCHED_RESPONSE,
                        "an AMOP reply that nobody waits for any longer");
                return IGNORED;
            }
            session.publish(delivery, body);
            return ACCEPTED;
        });
    }

    private CompletionStage<Verdict> answer(NodeContext context, Delivery delivery, JsonRpc body, SdkSession session) {
        if (delivery.message().kind() != MessageKind.REQUEST) {
            context.dropped(delivery.from(), DropReason.UNMATCHED_RESPONSE, "a JSON-RPC answer to a node");
            return IGNORED;
        }
        try {
            SendResult sent = delivery.reply(rpc.answer(body, session.generation()));
            if (sent != SendResult.ACCEPTED) {
                context.dropped(delivery.from(), SdkDrops.ANSWER_NOT_SENT, "a JSON-RPC answer: " + sent);
            }
            return ACCEPTED;
        } catch (MalformedException e) {
            context.dropped(delivery.from(), e.reason(), String.valueOf(e.getMessage()));
            return IGNORED;
        }
    }

    private void joined(NodeContext context, LinkPeer peer, PublishLimiter limiter) {
        SdkGeneration generation = endpoints.get(peer.endpoint());
        Optional<Key> key = key(peer);
        if (generation == null || key.isEmpty()) {
            return;
        }
        SdkLink link = new SdkLink(context, peer, key.get().id());
        SdkClient client = new SdkClient(
                link, config.subscriberTimeout(), new Verifications(link, config.verifyTimeout()), limiter.sdk());
        SdkSession before =
                sessions.put(key.get(), new SdkSession(link, generation, client, amop.open(client), topicsPerSdk));
        if (before != null) {
            before.close();
        }
    }

    private CompletionStage<Verdict> with(NodeContext context, Delivery delivery, Step step) {
        Optional<SdkSession> session = key(delivery.from()).map(sessions::get);
        if (session.isEmpty()) {
            // Its link is gone, or it is none of an SDK.
            context.dropped(
                    delivery.from(),
                    DropReason.UNHANDLED_BODY,
                    delivery.message().body().bodyName() + " of somebody who is no SDK");
            return IGNORED;
        }
        return step.take(session.get());
    }

    private static Optional<Key> key(LinkPeer peer) {
        return peer.id().map(id -> new Key(peer.endpoint(), id));
    }

    /**
     * A group has a new block: JSON-RPC tells its number from now on, and the SDKs that want to know hear of it. Older blocks
     * than the newest are no news.
     *
     * @param group a number for SDKs of 2.x, any name for those of 3.x
     * @throws GossipException if the number is negative
     */
    public void block(String group, long number) {
        if (number < 0) {
            throw new GossipException("block numbers begin at 0, not at " + number);
        }
        NodeContext context = running;
        if (heights.raise(group, number) && context != null) {
            BlockNotify notice = new BlockNotify(group, number);
            context.control().execute(() -> sessions.values().forEach(session -> session.block(notice)));
        }
    }

    /** The SDKs that are connected now. */
    public List<SdkStatus> sdks() {
        Map<Key, SdkSession> now = new HashMap<>(sessions);
        return now.entrySet().stream()
                .map(entry -> new SdkStatus(
                        entry.getKey().endpoint(),
                        entry.getKey().id(),
                        entry.getValue().generation(),
                        entry.getValue().topicCount()))
                .toList();
    }

    @Override
    public void stop() {
        sessions.values().forEach(SdkSession::close);
        sessions.clear();
    }

    private record Key(String endpoint, NodeId id) {}

    private interface Step {
        CompletionStage<Verdict> take(SdkSession session);
    }
}
