package dev.gossip.fisco.route;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the routes of one P2P endpoint, passes packets for others on, and lets another extension live on a node that reaches
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
    private final Extension inner;
    private final Map<NodeId, Long> known = new HashMap<>();
    private volatile @Nullable Running running;

    /**
     * @param protocol the endpoint as its protocol opened it; asked once the node starts
     * @param inner lives behind the routes
     */
    public RoutingExtension(String endpoint, RouteConfig config, Supplier<FiscoEndpoint> protocol, Extension inner) {
        this.endpoint = endpoint;
        this.config = config;
        this.protocol = protocol;
        this.inner = inner;
    }

    @Override
    public String name() {
        return "fisco-routes";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return with(inner.bodies());
    }

    @Override
    public Set<Class<? extends Body>> bodies(String where) {
        return where.equals(endpoint) ? with(inner.bodies(where)) : inner.bodies(where);
    }

    private static Set<Class<? extends Body>> with(Set<Class<? extends Body>> others) {
        Set<Class<? extends Body>> all = new HashSet<>(others);
        all.addAll(BODIES);
        return Set.copyOf(all);
    }

    @Override
    public void start(NodeContext context) {
        FiscoEndpoint spoken = protocol.get();
        Routes routes = new Routes(spoken.self(), config.maxNodes());
        Running now = new Running(context, spoken, routes, new RoutedContext(context, endpoint, spoken, routes));
        running = now;
        context.onLinks(new LinkListener() {
            @Override
            public void linkUp(LinkPeer peer, boolean dialled) {
                neighbour(peer).ifPresent(id -> {
                    now.changed(routes.linked(id));
                    now.announce(id);
                });
            }

            @Override
            public void linkDown(LinkPeer peer, DropReason reason, String detail) {
                neighbour(peer).ifPresent(id -> {
                    known.remove(id);
                    now.changed(routes.lost(id));
                });
            }
        });
        if (spoken.generation() == 3) {
            exchange(context, now);
        }
        inner.start(now.routed);
    }

    private void exchange(NodeContext context, Running now) {
        context.onBody(RouteSequence.class, (delivery, body) -> {
            neighbour(delivery.from()).ifPresent(id -> {
                Long before = known.get(id);
                if (before == null || body.sequence() > before) {
                    known.put(id, body.sequence());
                    now.send(id, new RouteRequest());
                }
            });
            return ACCEPTED;
        });
        context.onBody(RouteRequest.class, (delivery, body) -> {
            neighbour(delivery.from())
                    .ifPresent(
                            id -> now.send(id, new RouteTable(RouteEntries.write(now.routes.toldTo(id), now.spoken))));
            return ACCEPTED;
        });
        context.onBody(RouteTable.class, (delivery, body) -> {
            neighbour(delivery.from())
                    .ifPresent(id -> now.changed(now.routes.told(id, RouteEntries.read(body.table(), now.spoken))));
            return ACCEPTED;
        });
        context.onBody(Transit.class, now::pass);
        context.control().every(config.interval(), now::announce);
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
        Map<NodeId, Integer> distances = new TreeMap<>();
        if (now != null) {
            now.routes.all().forEach((node, route) -> distances.put(node, route.distance()));
        }
        return distances;
    }

    @Override
    public void stop() {
        inner.stop();
    }

    /** Everything that exists while the node runs. */
    private final class Running {

        private final NodeContext context;
        private final FiscoEndpoint spoken;
        private final Routes routes;
        private final RoutedContext routed;
        private long announced;

        Running(NodeContext context, FiscoEndpoint spoken, Routes routes, RoutedContext routed) {
            this.context = context;
            this.spoken = spoken;
            this.routes = routes;
            this.routed = routed;
        }

        void changed(Routes.Change change) {
            routed.changed(change);
            if (routes.sequence() != announced) {
                announce();
            }
        }

        void announce() {
            announced = routes.sequence();
            routes.all().forEach((node, route) -> {
                if (route.distance() == 1) {
                    announce(node);
                }
            });
        }

        void announce(NodeId neighbour) {
            if (spoken.generation() == 3) {
                send(neighbour, new RouteSequence(routes.sequence()));
            }
        }

        void send(NodeId neighbour, Body body) {
            context.send(endpoint, neighbour, Message.of(Topic.NONE, body));
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
