package dev.gossip.examples.bridge;

import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Relays the messages of each route's topics to all its other topics, payloads unchanged. Several bridges may serve the same
 * networks: they must know each other, and each message is relayed by one of them. What a bridge said is relayed by nobody.
 * Thread-safe; nothing blocks.
 *
 * <pre>{@code
 * Bridge bridge = Bridge.builder(runtime)
 *         .route("orders",
 *                 AmopPort.of(fisco.amop(), "orders", 1 << 20),
 *                 OrbsPort.of(orbs, OrbsTopic.TRANSACTION_RELAY, 1, 1 << 20),
 *                 ChannelPort.of(node, "fabric", Topic.of("ch1", "orders"), 1 << 20))
 *         .build();
 * bridge.start();
 * }</pre>
 */
public final class Bridge implements AutoCloseable {

    private final List<Route> routes;

    private Bridge(List<Route> routes) {
        this.routes = routes;
    }

    /** A bridge without routes yet. @param runtime of the nodes that the ports live on */
    public static Builder builder(GossipRuntime runtime) {
        return new Builder(runtime);
    }

    /**
     * Begins to listen and to relay. Call it once.
     *
     * @return completes when every port listens; exceptionally, and closed, if one of them was refused, naming why
     */
    public CompletionStage<Bridge> start() {
        List<CompletableFuture<?>> opening = new ArrayList<>();
        for (Route route : routes) {
            for (Route.Way way : route.ways()) {
                opening.add(open(way));
            }
        }
        return CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new))
                .thenApply(all -> this)
                .whenComplete((started, failure) -> {
                    if (failure != null) {
                        close();
                    }
                });
    }

    private static CompletableFuture<?> open(Route.Way way) {
        try {
            return way.port().open(way).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What was done so far, by route and port, in the order of configuration. */
    public List<PortReport> report() {
        return routes.stream()
                .flatMap(route -> route.ways().stream())
                .map(Route.Way::report)
                .toList();
    }

    /** Ends listening and relaying; what waits is dropped. Idempotent. */
    @Override
    public void close() {
        routes.forEach(route -> route.ways().forEach(Route.Way::close));
    }

    /** Collects routes; not thread-safe. */
    public static final class Builder {

        private final GossipRuntime runtime;
        private final Map<String, List<BridgePort>> routes = new LinkedHashMap<>();
        private final Map<String, Set<NodeId>> otherBridges = new HashMap<>();
        private BridgeLimits limits = BridgeLimits.DEFAULT;
        private int rank;

        private Builder(GossipRuntime runtime) {
            this.runtime = runtime;
        }

        /**
         * Lets these topics hear each other.
         *
         * @param name unique; appears in the report
         * @param ports at least two, of different names
         */
        public Builder route(String name, BridgePort... ports) {
            if (routes.putIfAbsent(name, List.of(ports)) != null) {
                throw new GossipException("there is a route '" + name + "' already; give this one another name");
            }
            return this;
        }

        /**
         * Names the nodes of all other bridges in one network, which must tell who says something.
         *
         * @param port name of the ports in this network
         */
        public Builder otherBridges(String port, NodeId... nodes) {
            otherBridges.computeIfAbsent(port, name -> new HashSet<>()).addAll(List.of(nodes));
            return this;
        }

        /**
         * How many other bridges come before this one; each bridge has another rank. The first one, of rank 0, relays at once;
         * the others stand in for those that do not ({@link BridgeLimits#standIn}).
         */
        public Builder rank(int before) {
            rank = before;
            return this;
        }

        /** Replaces {@link BridgeLimits#DEFAULT}. */
        public Builder limits(BridgeLimits chosen) {
            limits = chosen;
            return this;
        }

        /** @throws GossipException naming what does not fit, and what to do about it */
        public Bridge build() {
            require(!routes.isEmpty(), "a bridge needs a route; add one with route(...)");
            require(
                    rank >= 0 && (rank == 0 || !otherBridges.isEmpty()),
                    "rank " + rank + " says that other bridges come first; name them with otherBridges(...)");
            require(
                    limits.standIn().multipliedBy(rank + 1L).compareTo(limits.window()) < 0,
                    "the window " + limits.window() + " must be longer than standIn " + limits.standIn()
                            + " for each of the bridges before this one and itself; it forgets too early otherwise");
            Set<BridgePort> used = Collections.newSetFromMap(new IdentityHashMap<>());
            List<Route> made = new ArrayList<>();
            routes.forEach((name, ports) -> made.add(route(name, ports, used)));
            return new Bridge(List.copyOf(made));
        }

        private Route route(String name, List<BridgePort> ports, Set<BridgePort> used) {
            require(ports.size() > 1, "route '" + name + "' needs two ports or more");
            Route route = new Route(name, limits, runtime, rank);
            Set<String> names = new HashSet<>();
            for (BridgePort port : ports) {
                require(
                        names.add(port.name()),
                        "route '" + name + "' has two ports '" + port.name() + "'; ports of a route differ in name");
                require(used.add(port), "route '" + name + "': a port serves one route; make another one");
                require(
                        limits.payloadBytes() <= port.maxPayload(),
                        "route '" + name + "': payloadBytes " + limits.payloadBytes() + " is more than port '"
                                + port.name() + "' carries, " + port.maxPayload() + "; lower it with limits(...)");
                route.add(port, otherBridges.getOrDefault(port.name(), Set.of()));
            }
            return route;
        }

        private static void require(boolean kept, String rule) {
            if (!kept) {
                throw new GossipException(rule);
            }
        }
    }
}
