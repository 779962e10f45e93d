package dev.gossip.fisco.route;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.SendResult;
import dev.gossip.api.Verdict;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.FiscoEndpoint;
import dev.gossip.fisco.codec.body.RouteRequest;
import dev.gossip.fisco.codec.body.RouteSequence;
import dev.gossip.fisco.codec.body.RouteTable;
import dev.gossip.fisco.codec.body.Transit;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import dev.gossip.state.status.StatusSyncConfig;
import dev.gossip.state.status.StatusSyncExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the routes of one P2P endpoint, passes packets for others on, and lets other extensions live on a node that reaches
 * everybody. In generation 2, which knows no routes, everybody is a neighbour.
 */
public final class RoutingExtension implements Extension {

    private static final CompletionStage<Verdict> ACCEPTED = CompletableFuture.completedStage(Verdict.ACCEPT);
    private static final CompletionStage<Verdict> IGNORED = CompletableFuture.completedStage(Verdict.IGNORE);
    private static final Set<Class<? extends Body>> BODIES =
            Set.of(RouteSequence.class, RouteRequest.class, RouteTable.class, Transit.class);

    private final String endpoint;
    private final RouteConfig config;
    private final Supplier<FiscoEndpoint> protocol;
    private final List<Extension> inner;
    private volatile @Nullable Running running;

    /**
     * @param protocol the endpoint as its protocol opened it; asked once the node starts
     * @param inner live behind the routes
     */
    public RoutingExtension(
            String endpoint, RouteConfig config, Supplier<FiscoEndpoint> protocol, List<Extension> inner) {
        this.endpoint = endpoint;
        this.config = config;
        this.protocol = protocol;
        this.inner = List.copyOf(inner);
    }

    @Override
    public String name() {
        return "fisco-routes";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return with(inner.stream().map(Extension::bodies));
    }

    @Override
    public Set<Class<? extends Body>> bodies(String where) {
        Stream<Set<Class<? extends Body>>> others = inner.stream().map(extension -> extension.bodies(where));
        return where.equals(endpoint) ? with(others) : union(others);
    }

    private static Set<Class<? extends Body>> with(Stream<Set<Class<? extends Body>>> others) {
        return union(Stream.concat(Stream.of(BODIES), others));
    }

    private static Set<Class<? extends Body>> union(Stream<Set<Class<? extends Body>>> some) {
        return some.flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void start(NodeContext context) {
        FiscoEndpoint spoken = protocol.get();
        Routes routes = new Routes(spoken.self(), config.maxNodes());
        RoutedContext routed = new RoutedContext(context, endpoint, spoken, routes);
        OwnRoutes own = new OwnRoutes(routes, spoken, config.maxNodes(), routed::changed, routed::tooMany);
        Running now = new Running(context, spoken, routes);
        running = now;
        context.onLinks(new LinkListener() {
            @Override
            public void linkUp(LinkPeer peer, boolean dialled) {
                neighbour(peer).ifPresent(own::linked);
            }

            @Override
            public void linkDown(LinkPeer peer, DropReason reason, String detail) {
                neighbour(peer).ifPresent(own::unlinked);
            }
        });
        context.onBody(Transit.class, now::pass);
        new StatusSyncExtension<>("fisco-route-sync", OwnRoutes.BODIES, where -> exchange(where, spoken), own)
                .start(context);
        inner.forEach(extension -> extension.start(routed));
    }

    private Optional<StatusSyncConfig> exchange(String where, FiscoEndpoint spoken) {
        return where.equals(endpoint) && spoken.generation() == 3
                ? Optional.of(StatusSyncConfig.DEFAULT
                        .withAnnounceInterval(config.interval())
                        .withFreshness(StatusSyncConfig.Freshness.GREATER))
                : Optional.empty();
    }

    private Optional<NodeId> neighbour(LinkPeer peer) {
        return peer.endpoint().equals(endpoint) ? peer.id() : Optional.empty();
    }

    /**
     * The reachable nodes with the number of hops to each; empty before the node runs.
     *
     * @return neighbours at 1; for any thread
     */
    public Map<NodeId, Integer> distances() {
        Running now = running;
        return now == null ? Map.of() : now.routes.distances();
    }

    /** The reachable nodes with the way to each; empty before the node runs. For any thread. */
    public Map<NodeId, Way> ways() {
        Running now = running;
        return now == null ? Map.of() : now.routes.ways();
    }

    @Override
    public void stop() {
        inner.forEach(Extension::stop);
    }

    /** Everything that exists while the node runs. */
    private final class Running {

        private final NodeContext context;
        private final FiscoEndpoint spoken;
        private final Routes routes;

        Running(NodeContext context, FiscoEndpoint spoken, Routes routes) {
            this.context = context;
            this.spoken = spoken;
            this.routes = routes;
        }

        CompletionStage<Verdict> pass(Delivery delivery, Transit packet) {
            Optional<NodeId> hop = routes.to(packet.destination()).map(Routes.Route::nextHop);
            if (hop.isEmpty() || delivery.from().id().equals(hop)) {
                context.dropped(delivery.from(), RouteDrops.NO_ROUTE, "a packet for " + packet.destination());
                return IGNORED;
            }
            if (spoken.linkVersion(hop.get()).orElse(0) == 0) {
                context.dropped(delivery.from(), RouteDrops.HOP_TOO_OLD, "a packet for " + packet.destination());
                return IGNORED;
            }
            try {
                SendResult result = context.forward(endpoint, hop.get(), delivery.envelope());
                return result == SendResult.ACCEPTED ? ACCEPTED : IGNORED;
            } catch (GossipException e) {
                context.dropped(delivery.from(), DropReason.REJECTED, String.valueOf(e.getMessage()));
                return IGNORED;
            }
        }
    }
}
