package dev.gossip.examples.node.fisco;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeDescription;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.examples.config.KeyValues;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.examples.node.CertificateWatch;
import dev.gossip.examples.node.Parts;
import dev.gossip.examples.status.StatusReply;
import dev.gossip.examples.status.StatusServer;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.FiscoPeer;
import dev.gossip.fisco.peer.NodesFileChange;
import dev.gossip.metrics.PrometheusMetrics;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A running FISCO BCOS node that was described by a file. */
public final class ConfiguredFiscoNode implements AutoCloseable {

    private static final String NODES = "p2p";
    private static final String CHANNEL = "channel";
    private static final String WEBSOCKET = "websocket";

    private final Consumer<String> log;
    private final Parts parts;
    private final FiscoPeer peer;
    private final GossipNode node;
    private final Optional<StatusServer> status;

    private ConfiguredFiscoNode(
            Path file, GossipRuntime runtime, Consumer<String> log, NodeObserver observer, Parts parts) {
        this.log = log;
        this.parts = parts;
        FiscoNodeConfig config = NodeConfigParser.read(file, FiscoNodeConfig.class);
        FiscoWiring.check(config);
        Optional<PeerAddress> page = KeyValues.optionalAddress("status", config.status());
        Optional<PrometheusMetrics> metrics = page.map(address -> parts.add(PrometheusMetrics.create(Map.of())));
        MetricsSink sink = metrics.map(PrometheusMetrics::sink).orElse(MetricsSink.NONE);
        this.peer = FiscoPeer.create(FiscoConfig.DEFAULT
                .withAmop(FiscoLimits.amop(config.limitKeys()))
                .withRates(FiscoRates.of(config.rateLimits())));
        FiscoTls tls = FiscoTls.of(config.certs(), runtime.time());
        endpoints(config, tls);
        GroupNodes groups = new GroupNodes(config, peer.groups());
        this.node = parts.add(peer.configure(GossipNode.builder())
                .runtime(runtime)
                .limits(FiscoLimits.node(config.limitKeys()))
                .metrics(sink)
                .observer(new FiscoLog(NODES, log))
                .observer(observer)
                .start());
        FiscoWiring.heights(config).forEach(peer::block);
        parts.add(CertificateWatch.start(tls.files(), tls.tls(), runtime, log));
        parts.add(ChangingFiles.watch(file, config, peer, runtime, log));
        parts.add(TopicLog.start(peer.amop(), id(), runtime, log));
        gauges(sink);
        FiscoStatusPages pages = new FiscoStatusPages(NODES, node, peer, config, groups, runtime.time());
        this.status = metrics.map(used -> parts.add(serve(page.orElseThrow(), pages, used)));
    }

    /**
     * Starts a node and waits until it listens.
     *
     * @param log takes one line for each thing that an operator wants to know; called by several threads
     * @throws GossipException naming the file or key that prevents it
     */
    public static ConfiguredFiscoNode start(
            Path file, GossipRuntime runtime, Consumer<String> log, NodeObserver observer) {
        Parts parts = new Parts(log);
        try {
            return new ConfiguredFiscoNode(file, runtime, log, observer, parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private void endpoints(FiscoNodeConfig config, FiscoTls tls) {
        EndpointConfig.Builder nodes = EndpointConfig.named(NODES)
                .transport(config.transport())
                .setting("generation", Integer.toString(config.generation()))
                .identity(tls.identity())
                .tls(tls.tls())
                .listen(KeyValues.address("listen", config.listen()).toString());
        KeyValues.addresses("peers", config.peers()).forEach(nodes::seed);
        peer.p2p(nodes, FiscoWiring.lists(ChangingFiles.lists(config)));
        if (!config.nodesFile().toString().isEmpty()) {
            peer.nodesFile(config.nodesFile(), this::listed);
        }
        KeyValues.optionalAddress("channelListen", config.channelListen())
                .ifPresent(address -> peer.channel(EndpointConfig.named(CHANNEL)
                        .transport("netty")
                        .tls(tls.tls())
                        .listen(address.toString())));
        KeyValues.optionalAddress("websocketListen", config.websocketListen()).ifPresent(address -> {
            EndpointConfig.Builder sdks =
                    EndpointConfig.named(WEBSOCKET).transport("websocket").listen(address.toString());
            peer.websocket(config.websocketPlain() ? sdks.setting("allowPlaintext", "true") : sdks.tls(tls.tls()));
        });
    }

    private void listed(NodesFileChange change) {
        if (change instanceof NodesFileChange.Used used) {
            log.accept("nodes.json: " + used.addresses().size() + " addresses from now on");
        } else if (change instanceof NodesFileChange.Refused refused) {
            log.accept("nodes.json: the file is of no use, nothing changes: " + refused.reason());
        }
    }

    private void gauges(MetricsSink sink) {
        sink.gauge("gossip.fisco.nodes.reachable", () -> peer.routes().size());
        sink.gauge("gossip.fisco.sdk.sessions", () -> peer.sdks().size());
    }

    private StatusServer serve(PeerAddress address, FiscoStatusPages pages, PrometheusMetrics metrics) {
        StatusServer server = StatusServer.start(
                address,
                Map.of(
                        "/status", pages::status,
                        "/healthz", pages::health,
                        "/metrics", () -> StatusReply.of(PrometheusMetrics.CONTENT_TYPE, metrics.text())));
        log.accept("status: http://" + server.address().hostAndPort() + "/status, /metrics and /healthz");
        return server;
    }

    public NodeId id() {
        return node.id(NODES);
    }

    /** Where it listens for nodes. */
    public PeerAddress address() {
        return node.boundAddress(NODES);
    }

    /** Where it listens for SDKs, by their generation. */
    public Map<Integer, PeerAddress> sdkAddresses() {
        Map<Integer, PeerAddress> bound = new TreeMap<>();
        for (NodeDescription.Endpoint endpoint : node.describe().endpoints()) {
            if (!endpoint.name().equals(NODES)) {
                bound.put(endpoint.name().equals(CHANNEL) ? 2 : 3, node.boundAddress(endpoint.name()));
            }
        }
        return bound;
    }

    /** Where its status is shown, if anywhere. */
    public Optional<PeerAddress> statusAddress() {
        return status.map(StatusServer::address);
    }

    /** To publish, to subscribe, and to tell of blocks. */
    public FiscoPeer peer() {
        return peer;
    }

    /** Closes everything. Idempotent. */
    @Override
    public synchronized void close() {
        if (!parts.isClosed()) {
            parts.close();
            log.accept("stopped: links are closed");
        }
    }
}
