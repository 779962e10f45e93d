package dev.gossip.core.node;

import dev.gossip.api.Body;
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
import dev.gossip.spi.Discovery;
import dev.gossip.spi.Extension;
import dev.gossip.spi.Router;
import dev.gossip.spi.Scope;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.LinkOptions;
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
        List<Extension> extensions,
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
        requireUnique("extension", extensions.stream().map(Extension::name).toList());
        ClassLoader loader = NodeAssembly.class.getClassLoader();
        Router chosenRouter = ProviderRegistry.routers(loader).choose(router);
        GossipRuntime runtime = givenRuntime.orElseGet(StandardRuntime::create);
        try {
            return wire(loader, chosenRouter, runtime);
        } catch (RuntimeException e) {
            if (givenRuntime.isEmpty()) {
                runtime.close();
            }
            throw e;
        }
    }

    private Node wire(ClassLoader loader, Router chosenRouter, GossipRuntime runtime) {
        Reporter reporter = new Reporter(metrics, observers);
        PeerTable peers = new PeerTable(reporter, !joinsBySeeds());
        Map<String, Scope> joined = new ConcurrentHashMap<>();
        Lanes lanes = new Lanes(runtime, limits.laneTasks());
        scopes.forEach(scope -> {
            joined.put(scope.name(), scope);
            lanes.open(scope.name());
        });
        List<Endpoint> assembled = new ArrayList<>();
        for (EndpointConfig config : endpoints) {
            assembled.add(endpoint(config, loader, runtime, reporter, peers, joined));
        }
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
        return new Node(parts, events, allExtensions(), givenRuntime.isEmpty());
    }

    private boolean joinsBySeeds() {
        return extensions.stream().anyMatch(Extension::joinsBySeeds);
    }

    private List<Extension> allExtensions() {
        List<Extension> all = new ArrayList<>(extensions);
        if (!joinsBySeeds()) {
            all.add(new StaticPeers());
        }
        return all;
    }

    private Endpoint endpoint(
            EndpointConfig config,
            ClassLoader loader,
            GossipRuntime runtime,
            Reporter reporter,
            PeerTable peers,
            Map<String, Scope> joined) {
        Protocol protocol = ProviderRegistry.protocols(loader).choose(config.protocol());
        requireBodies(config, protocol);
        Transport transport = ProviderRegistry.transports(loader)
                .choose(config.transport(), candidate -> unsuitable(candidate, protocol, config));
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
        ProtocolContext context = new ProtocolContext(
                config,
                runtime.time(),
                joined,
                peers,
                metrics,
                ProtocolContext.ranked(ProviderRegistry.verifiers(loader)));
        LinkSetup setup = new LinkSetup(config.name(), protocol.open(context), limits, runtime, reporter);
        return new Endpoint(config, protocol, transport, options, setup, discoveries(config, loader));
    }

    private static Map<SeedQuery, Discovery> discoveries(EndpointConfig config, ClassLoader loader) {
        Map<SeedQuery, Discovery> chosen = new LinkedHashMap<>();
        for (SeedQuery query : config.seedQueries()) {
            chosen.put(query, ProviderRegistry.discoveries(loader).choose(query.discovery()));
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

    private void requireBodies(EndpointConfig config, Protocol protocol) {
        for (Extension extension : extensions) {
            for (Class<? extends Body> body : extension.bodies(config.name())) {
                if (!protocol.bodies().contains(body)) {
                    throw new GossipException("the extension '" + extension.name() + "' needs "
                            + body.getSimpleName() + ", which the protocol '" + protocol.name() + "' of endpoint '"
                            + config.name() + "' cannot carry; leave the extension out or choose another protocol");
                }
            }
        }
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
