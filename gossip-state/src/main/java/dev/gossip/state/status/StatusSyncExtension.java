package dev.gossip.state.status;

import dev.gossip.api.Body;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.TopicList;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.SequencedStatus;
import dev.gossip.state.status.StatusSyncConfig.Exchange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Keeps one kind of status in step with every linked peer: announces our number, asks whoever announces news, answers who
 * asks. May be an extension of a node or a part of another extension.
 */
public final class StatusSyncExtension<A extends Body, Q extends Body, T extends Body> implements Extension {

    /** A peer announced a status, and that of {@code maxPeers} others is kept already. */
    public static final DropReason TOO_MANY_PEERS = new DropReason("too-many-status-peers");

    /** Status of somebody who does not say who it is. */
    public static final DropReason NAMELESS_PEER = new DropReason("nameless-peer");

    /** So that many changes in a row cost one announcement. */
    private static final Duration CHANGE_DELAY = Duration.ofMillis(50);

    private static final CompletionStage<Verdict> ACCEPTED = CompletableFuture.completedStage(Verdict.ACCEPT);
    private static final CompletionStage<Verdict> IGNORED = CompletableFuture.completedStage(Verdict.IGNORE);

    private final String name;
    private final StatusBodies<A, Q, T> bodies;
    private final Function<String, Optional<StatusSyncConfig>> configs;
    private final SequencedStatus<T> status;
    private final Map<String, Synced> endpoints = new LinkedHashMap<>();
    private boolean changed;

    /**
     * @param name unique on the node
     * @param configs the rules of each endpoint, by its name; none where this status is not exchanged
     */
    public StatusSyncExtension(
            String name,
            StatusBodies<A, Q, T> bodies,
            Function<String, Optional<StatusSyncConfig>> configs,
            SequencedStatus<T> status) {
        this.name = name;
        this.bodies = bodies;
        this.configs = configs;
        this.status = status;
    }

    /** Keeps topics in step on every endpoint, by the same rules. */
    public static Extension topics(StatusSyncConfig config, SequencedStatus<TopicList> status) {
        return new StatusSyncExtension<>("topic-sync", StatusBodies.TOPICS, endpoint -> Optional.of(config), status);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(bodies.announcementType(), bodies.questionType(), bodies.statusType());
    }

    @Override
    public Set<Class<? extends Body>> bodies(String endpoint) {
        return configs.apply(endpoint).isPresent() ? bodies() : Set.of();
    }

    @Override
    public void start(NodeContext context) {
        context.endpoints()
                .forEach(endpoint -> configs.apply(endpoint.name())
                        .ifPresent(config -> endpoints.put(
                                endpoint.name(),
                                new Synced(
                                        context, endpoint.name(), config, new StatusSync<>(context.time(), config)))));
        context.onBody(
                bodies.announcementType(),
                (delivery, body) ->
                        take(context, delivery, (synced, peer) -> synced.announced(delivery.from(), peer, body)));
        context.onBody(
                bodies.questionType(),
                (delivery, body) -> take(context, delivery, (synced, peer) -> synced.asked(delivery, peer)));
        context.onBody(
                bodies.statusType(),
                (delivery, body) ->
                        take(context, delivery, (synced, peer) -> synced.told(delivery.from(), peer, body)));
        context.onLinks(new LinkListener() {
            @Override
            public void linkUp(LinkPeer peer, boolean dialled) {
                peer.id().ifPresent(id -> at(peer.endpoint()).ifPresent(synced -> synced.linked(id)));
            }

            @Override
            public void linkDown(LinkPeer peer, DropReason reason, String detail) {
                peer.id().ifPresent(id -> at(peer.endpoint()).ifPresent(synced -> synced.lost(id)));
            }
        });
        endpoints
                .values()
                .forEach(synced -> context.control().every(synced.config.announceInterval(), synced::announce));
        status.onChange(() -> {
            if (!changed) {
                changed = true;
                context.control().schedule(CHANGE_DELAY, this::announceChange);
            }
        });
    }

    private void announceChange() {
        changed = false;
        endpoints.values().forEach(Synced::announce);
    }

    private Optional<Synced> at(String endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint));
    }

    private CompletionStage<Verdict> take(NodeContext context, Delivery delivery, Step<Synced> step) {
        LinkPeer from = delivery.from();
        Synced synced = endpoints.get(from.endpoint());
        if (synced == null) {
            context.dropped(from, DropReason.UNHANDLED_BODY, name + " is not kept on endpoint " + from.endpoint());
            return IGNORED;
        }
        if (from.id().isEmpty()) {
            context.dropped(from, NAMELESS_PEER, delivery.message().body().bodyName());
            return IGNORED;
        }
        step.take(synced, from.id().get());
        return ACCEPTED;
    }

    private interface Step<S> {
        void take(S synced, NodeId peer);
    }

    /** One endpoint. Everything here runs on the control lane. */
    private final class Synced {

        private final NodeContext context;
        private final String endpoint;
        private final StatusSyncConfig config;
        private final StatusSync<NodeId> sync;

        Synced(NodeContext context, String endpoint, StatusSyncConfig config, StatusSync<NodeId> sync) {
            this.context = context;
            this.endpoint = endpoint;
            this.config = config;
            this.sync = sync;
        }

        void announce() {
            for (Peer peer : context.peers().all()) {
                if (peer.connected() && peer.endpoint().equals(endpoint)) {
                    announceTo(peer.id());
                }
            }
        }

        private void announceTo(NodeId peer) {
            send(peer, bodies.announcement().apply(status.sequence()));
        }

        private SendResult send(NodeId peer, Body body) {
            return context.send(endpoint, peer, Message.of(Topic.NONE, body));
        }

        void linked(NodeId peer) {
            sync.renewed(peer);
            announceTo(peer);
        }

        void lost(NodeId peer) {
            sync.lost(peer);
            status.lost(endpoint, peer);
        }

        void announced(LinkPeer from, NodeId peer, A body) {
            switch (sync.announced(peer, bodies.announced().applyAsLong(body))) {
                case ASK -> ask(from, peer);
                case TOO_MANY_PEERS ->
                    context.dropped(from, TOO_MANY_PEERS, sync.size() + " peers (limit maxPeers of " + name + ")");
                case NOTHING -> {}
            }
        }

        private void ask(LinkPeer from, NodeId peer) {
            if (config.exchange() == Exchange.ONE_WAY) {
                if (send(peer, bodies.question()) != SendResult.ACCEPTED) {
                    sync.unanswered(peer);
                }
                return;
            }
            Message question = Message.of(Topic.NONE, bodies.question(), MessageKind.REQUEST, Correlation.NONE);
            context.request(endpoint, peer, question, config.askTimeout()).whenComplete((answer, failure) -> {
                if (failure == null
                        && bodies.statusType().isInstance(answer.message().body())) {
                    apply(peer, bodies.statusType().cast(answer.message().body()));
                } else {
                    sync.unanswered(peer);
                }
            });
        }

        void asked(Delivery question, NodeId peer) {
            T own = status.statusFor(endpoint, peer);
            if (question.message().kind() == MessageKind.REQUEST) {
                question.reply(own);
            } else {
                send(peer, own);
            }
        }

        void told(LinkPeer from, NodeId peer, T body) {
            if (config.exchange() == Exchange.ONE_WAY) {
                apply(peer, body);
            } else {
                // A response that was asked for goes to whoever asked; only others arrive here.
                context.dropped(from, DropReason.UNMATCHED_RESPONSE, body.bodyName() + " that nobody waits for");
            }
        }

        private void apply(NodeId peer, T body) {
            OptionalLong number = bodies.told().apply(body);
            if (number.isPresent() ? sync.told(peer, number.getAsLong()) : sync.toldWithoutNumber(peer)) {
                status.learnt(endpoint, peer, body);
            }
        }
    }
}
