package dev.gossip.core.node;

import dev.gossip.api.Choice;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.SeedQuery;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.core.StandardRuntime;
import dev.gossip.core.dispatch.Dispatcher;
import dev.gossip.core.dispatch.Endpoint;
import dev.gossip.core.dispatch.EndpointEvents;
import dev.gossip.core.dispatch.Handlers;
import dev.gossip.core.dispatch.Outbound;
import dev.gossip.core.dispatch.RequestTable;
import dev.gossip.core.dispatch.Spreader;
import dev.gossip.core.dispatch.Subscriptions;
import dev.gossip.core.lane.Lanes;
import dev.gossip.core.link.LinkSetup;
import dev.gossip.core.observe.Reporter;
import dev.gossip.core.peer.PeerTable;
import dev.gossip.core.registry.ProviderRegistry;
import dev.gossip.core.registry.Providers;
import dev.gossip.spi.Discovery;
import dev.gossip.spi.Router;
import dev.gossip.spi.Scope;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Checks what the builder collected, lets the registry choose providers, and wires the parts. No I/O. */
record NodeAssembly(
        List<EndpointConfig> endpoints,
        List<Placed> extensions,
        List<Scope> scopes,
        List<NodeObserver> observers,
        Optional<GossipRuntime> givenRuntime,
        Choice<Router> router,
        int fanout,
        NodeLimits limits,
        MetricsSink metrics) {

    Node assemble() {
        if (endpoints.isEmpty()) {
            throw new GossipException("a node needs at least one endpoint; add one with endpoint(...)");
        }
        requireUnique("endpoint", endpoints.stream().map(EndpointConfig::name).toList());
        requireUnique("extension", extensions.stream().map(Placed::name).toList());
        GossipRuntime runtime = givenRuntime.orElseGet(StandardRuntime::create);
        try {
            return wire(Providers.of(runtime), runtime);
        } catch (RuntimeException e) {
            if (givenRuntime.isEmpty()) {
                runtime.close();
            }
            throw e;
        }
    }

    private Node wire(Providers providers, GossipRuntime runtime) {
        Router chosenRouter = providers.routers().choose(router);
        Map<EndpointConfig, Protocol> protocols = new LinkedHashMap<>();
        endpoints.forEach(config -> protocols.put(config, providers.protocols().choose(config.protocol())));
        List<Installed> installed = installed(protocols);
        Reporter reporter = new Reporter(metrics, observers);
        PeerTable peers = new PeerTable(reporter, name -> installed.stream().noneMatch(one -> one.judgesPeers(name)));
        Map<String, Scope> joined = new ConcurrentHashMap<>();
        Lanes lanes = new Lanes(runtime, limits.laneTasks());
        scopes.forEach(scope -> {
            joined.put(scope.name(), scope);
            lanes.open(scope.name());
        });
        List<Endpoint> assembled = new ArrayList<>();
        protocols.forEach((config, protocol) ->
                assembled.add(endpoint(config, protocol, providers, runtime, reporter, peers, joined)));
        Outbound outbound = new Outbound(peers, reporter);
        NodeParts parts = new NodeParts(
                runtime,
                reporter,
                lanes,
                joined,
                peers,
                new Handlers(),
                new Subscriptions(runtime, limits, reporter),
                new RequestTable(runtime.scheduler(), limits.pendingRequests()),
                outbound,
                new Spreader(chosenRouter, fanout, runtime.newRandom("router"), peers, outbound),
                List.copyOf(assembled),
                new CopyOnWriteArrayList<>());
        Dispatcher dispatcher = new Dispatcher(
                lanes,
                parts.handlers(),
                parts.subscriptions(),
                parts.requests(),
                outbound,
                parts.spreader(),
                reporter,
                limits);
        List<EndpointEvents> events = new ArrayList<>();
        for (Endpoint endpoint : assembled) {
            EndpointEvents own = new EndpointEvents(
                    endpoint, lanes, peers, parts.requests(), reporter, dispatcher, parts.linkListeners());
            endpoint.useEvents(own);
            events.add(own);
        }
        return new Node(parts, events, installed, givenRuntime.isEmpty());
    }

    /** The given extensions, and one of our own for the endpoints that none of them joins. */
    private List<Installed> installed(Map<EndpointConfig, Protocol> protocols) {
        List<Installed> all = new ArrayList<>();
        extensions.forEach(placed -> all.add(placed.among(protocols)));
        Set<String> left = new HashSet<>();
        endpoints.stream()
                .map(EndpointConfig::name)
                .filter(name -> all.stream().noneMatch(one -> one.joinsBySeeds(name)))
                .forEach(left::add);
        if (!left.isEmpty()) {
            all.add(new Installed(new StaticPeers(), left));
        }
        return all;
    }

    private Endpoint endpoint(
            EndpointConfig config,
            Protocol protocol,
            Providers providers,
            GossipRuntime runtime,
            Reporter reporter,
            PeerTable peers,
            Map<String, Scope> joined) {
        Transport transport =
                providers.transports().choose(config.transport(), candidate -> unsuitable(candidate, protocol, config));
        String problem = unsuitable(transport, protocol, config);
        if (!problem.isEmpty()) {
            throw new GossipException("endpoint '" + config.name() + "': " + problem);
        }
        LinkOptions options = new LinkOptions(
                protocol.carriage(transport.carrier()).orElseThrow(),
                config.tls(),
                limits.connectTimeout(),
                limits.lowWaterMark(),
                limits.highWaterMark(),
                limits.controlReserve(),
                limits.inbound());
        List<Listener> listeners = new CopyOnWriteArrayList<>();
        ProtocolContext context = new ProtocolContext(
                config,
                runtime.time(),
                joined,
                peers,
                metrics,
                ProtocolContext.ranked(providers.verifiers()),
                listeners);
        LinkSetup setup = new LinkSetup(config.name(), protocol.open(context), limits, runtime, reporter);
        return new Endpoint(
                config, protocol, transport, options, setup, discoveries(config, providers.discoveries()), listeners);
    }

    private static Map<SeedQuery, Discovery> discoveries(EndpointConfig config, ProviderRegistry<Discovery> found) {
        Map<SeedQuery, Discovery> chosen = new LinkedHashMap<>();
        for (SeedQuery query : config.seedQueries()) {
            chosen.put(query, found.choose(query.discovery()));
        }
        return chosen;
    }

    private static String unsuitable(Transport transport, Protocol protocol, EndpointConfig config) {
        if (protocol.carriage(transport.carrier()).isEmpty()) {
            return "the protocol '" + protocol.name() + "' cannot ride on " + transport.carrier() + ", which '"
                    + transport.name() + "' carries";
        }
        if (config.tls().isPresent() && !transport.capabilities().tls()) {
            return "the transport '" + transport.name() + "' cannot do TLS";
        }
        return "";
    }

    private static void requireUnique(String noun, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new GossipException("two " + noun + "s are called '" + name + "'; names must differ");
            }
        }
    }
}
