package dev.gossip.membership;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.MembershipRequest;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.BodyHandler;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.NodeContext.EndpointInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the peers of every endpoint of a node whose protocol has member lists alive or dead: publishes our own alive statement, takes in those of others,
 * asks and answers for member lists, dials seeds and the dead. One extension serves one node.
 *
 * <p>Timers and messages run on the node's control lane; the public methods here may be called by any thread.
 */
public final class MembershipExtension implements Extension {

    /** {@value}. */
    public static final String NAME = "membership";

    private static final String CONFIGURED = "endpoint";

    private final MembershipConfig config;
    private final IncarnationStore incarnations;
    private final Map<String, Running> endpoints = new ConcurrentHashMap<>();
    private final Map<SeedSource, List<Seed>> furtherSeeds = new ConcurrentHashMap<>();
    private volatile @Nullable NodeContext context;
    private boolean stopped;

    /** With {@link MembershipConfig#DEFAULT} and incarnations that follow the clock. */
    public MembershipExtension() {
        this(MembershipConfig.DEFAULT, IncarnationStore.NONE);
    }

    /** With incarnations that follow the clock. */
    public MembershipExtension(MembershipConfig config) {
        this(config, IncarnationStore.NONE);
    }

    public MembershipExtension(MembershipConfig config, IncarnationStore incarnations) {
        this.config = config;
        this.incarnations = incarnations;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(Alive.class, MembershipRequest.class, MembershipResponse.class);
    }

    /** Protocols without member lists are left alone. */
    @Override
    public boolean servesEveryEndpoint() {
        return false;
    }

    @Override
    public boolean judgesPeers() {
        return true;
    }

    @Override
    public boolean joinsBySeeds() {
        return true;
    }

    @Override
    public void start(NodeContext node) {
        for (EndpointInfo info : node.endpoints()) {
            NodeNetwork network = new NodeNetwork(node, info, incarnations);
            MembershipEngine engine =
                    new MembershipEngine(info, config, network, node.control(), node.time(), node.random());
            endpoints.put(info.name(), new Running(info, engine, network));
            MemberTable table = engine.table();
            node.metrics().gauge("gossip.membership.alive", table::aliveCount, "endpoint", info.name());
            node.metrics().gauge("gossip.membership.dead", table::deadCount, "endpoint", info.name());
        }
        furtherSeeds.keySet().forEach(source -> endpoint(source.endpoint));
        context = node;
        node.onBody(Alive.class, onControl(node, (engine, delivery, body) -> done(engine.onAlive(delivery, body))));
        node.onBody(MembershipRequest.class, onControl(node, MembershipEngine::onRequest));
        node.onBody(
                MembershipResponse.class,
                onControl(node, (engine, delivery, body) -> done(engine.onResponse(delivery, body))));
        node.onLinks(new LinkEvents());
        for (EndpointInfo info : node.endpoints()) {
            begin(node, endpoint(info.name()));
        }
    }

    private void begin(NodeContext node, Running endpoint) {
        if (incarnations == IncarnationStore.NONE) {
            launch(endpoint, OwnStatement.incarnationAfter(0, node.time().now()));
            return;
        }
        NodeId self = endpoint.info.self();
        node.offload(() -> {
                    long last = incarnations.last(endpoint.info.name(), self);
                    long next = OwnStatement.incarnationAfter(last, node.time().now());
                    incarnations.save(endpoint.info.name(), self, next);
                    return next;
                })
                .whenComplete((next, failure) -> {
                    if (failure != null) {
                        endpoint.network.failed(
                                Reasons.INCARNATION_STORE, "going by the clock instead of the last one: " + failure);
                    }
                    launch(
                            endpoint,
                            failure == null
                                    ? next
                                    : OwnStatement.incarnationAfter(
                                            0, node.time().now()));
                });
    }

    private void launch(Running endpoint, long incarnation) {
        if (stopped) {
            return;
        }
        EndpointInfo info = endpoint.info;
        endpoint.engine.start(incarnation);
        seedsChanged(info.name());
        furtherSeeds.keySet().stream()
                .filter(source -> source.endpoint.equals(info.name()))
                .forEach(this::applySeeds);
    }

    @Override
    public void seedsChanged(String endpoint) {
        MembershipEngine engine = endpoint(endpoint).engine;
        started().endpoints().stream()
                .filter(info -> info.name().equals(endpoint))
                .forEach(info -> engine.seeds(CONFIGURED, asSeeds(info)));
    }

    private static List<Seed> asSeeds(EndpointInfo info) {
        Optional<String> own = Optional.of(info.organisation()).filter(organisation -> !organisation.isEmpty());
        return info.seeds().stream().map(address -> new Seed(address, own)).toList();
    }

    @Override
    public void stop() {
        stopped = true;
        endpoints.values().forEach(endpoint -> endpoint.engine.stop());
    }

    /**
     * Names addresses to join by beside the configured seeds (the anchor peers of a channel, for example). Replaces what
     * {@code source} named before. May be called before the node starts.
     *
     * @param endpoint name of one of the node's endpoints
     * @param source who names them, unique per caller
     * @throws GossipException if the node has no such endpoint
     */
    public void seeds(String endpoint, String source, Collection<Seed> seeds) {
        SeedSource key = new SeedSource(endpoint, "further:" + source);
        if (context != null) {
            endpoint(endpoint);
        }
        furtherSeeds.put(key, List.copyOf(seeds));
        // Read again: a start in between has either seen the seeds already or is seen here.
        NodeContext node = context;
        if (node != null) {
            node.control().execute(() -> applySeeds(key));
        }
    }

    private void applySeeds(SeedSource source) {
        endpoint(source.endpoint).engine.seeds(source.name, furtherSeeds.getOrDefault(source, List.of()));
    }

    /**
     * Forgets a member at once, for example because its identity was revoked. It comes back by a newer statement only.
     *
     * @throws GossipException if the node has not started or has no such endpoint
     */
    public void purge(String endpoint, NodeId id) {
        MembershipEngine engine = endpoint(endpoint).engine;
        started().control().execute(() -> engine.purge(id));
    }

    /**
     * The members known on an endpoint now.
     *
     * @throws GossipException if the node has not started or has no such endpoint
     */
    public MembershipView view(String endpoint) {
        NodeContext node = started();
        Running running = endpoint(endpoint);
        long now = node.time().nanoTime();
        Function<NodeId, Optional<String>> vouched =
                id -> node.peers().find(endpoint, id).flatMap(Peer::organisation);
        List<MemberStatus> members = new ArrayList<>();
        for (Member member : running.engine.table().all()) {
            members.add(member.status(now, running.engine.isSeed(member.id()), vouched));
        }
        return new MembershipView(endpoint, running.info.self(), members);
    }

    private NodeContext started() {
        NodeContext node = context;
        if (node == null) {
            throw new GossipException("membership runs once its node has started; start the node first");
        }
        return node;
    }

    private Running endpoint(String name) {
        Running running = endpoints.get(name);
        if (running == null) {
            throw new GossipException("membership serves no endpoint '" + name + "', only " + endpoints.keySet());
        }
        return running;
    }

    private static CompletionStage<Verdict> done(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }

    /** Membership belongs to no scope; what claims one would also arrive on another lane than ours. */
    private <B extends Body> BodyHandler<B> onControl(NodeContext node, EngineHandler<B> handler) {
        return (delivery, body) -> {
            if (!delivery.message().topic().scope().isEmpty()) {
                node.dropped(
                        delivery.from(), DropReason.MALFORMED, "a membership message with a scope: " + body.bodyName());
                return done(Verdict.REJECT);
            }
            return handler.handle(endpoint(delivery.from().endpoint()).engine, delivery, body);
        };
    }

    private final class LinkEvents implements LinkListener {

        @Override
        public void linkUp(LinkPeer peer, boolean dialled) {
            with(peer.endpoint(), engine -> engine.linkUp(peer, dialled));
        }

        @Override
        public void linkDown(LinkPeer peer, DropReason reason, String detail) {
            with(peer.endpoint(), engine -> engine.linkDown(peer));
        }

        @Override
        public void dialFailed(String endpoint, PeerAddress address, Optional<NodeId> expected, String detail) {
            with(endpoint, engine -> engine.dialFailed(address, expected, detail));
        }

        private void with(String endpoint, Consumer<MembershipEngine> action) {
            action.accept(endpoint(endpoint).engine);
        }
    }

    @FunctionalInterface
    private interface EngineHandler<B extends Body> {
        CompletionStage<Verdict> handle(MembershipEngine engine, Delivery delivery, B body);
    }

    private record Running(EndpointInfo info, MembershipEngine engine, NodeNetwork network) {}

    private record SeedSource(String endpoint, String name) {}
}
