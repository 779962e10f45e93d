package dev.gossip.examples.node.orbs;

import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.examples.config.KeyValues;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.examples.node.NodeLog;
import dev.gossip.examples.node.Parts;
import dev.gossip.examples.status.OrbsMetricNames;
import dev.gossip.examples.status.StatusReply;
import dev.gossip.examples.status.StatusServer;
import dev.gossip.metrics.PrometheusMetrics;
import dev.gossip.orbs.codec.OrbsConfig;
import dev.gossip.orbs.codec.OrbsNode;
import dev.gossip.orbs.codec.OrbsPeer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A running Orbs node that was described by a file. */
public final class ConfiguredOrbsNode implements AutoCloseable {

    private static final String ENDPOINT = "orbs";

    private final Consumer<String> log;
    private final Parts parts;
    private final OrbsPeer peer;
    private final GossipNode node;
    private final Optional<StatusServer> status;

    private ConfiguredOrbsNode(
            Path file, GossipRuntime runtime, Consumer<String> log, NodeObserver observer, Parts parts) {
        this.log = log;
        this.parts = parts;
        OrbsNodeConfig config = NodeConfigParser.read(file, OrbsNodeConfig.class);
        OrbsConfig orbs = OrbsWiring.config(config);
        Optional<TlsMaterial> tls = config.tlsKeys().map(OrbsWiring::material);
        tls.ifPresent(material -> log.accept("our pin, for the topology of others, is "
                + OrbsNode.pinOf(material.chain().get(0)).hex()));
        Optional<PeerAddress> page = config.status().isEmpty()
                ? Optional.empty()
                : Optional.of(KeyValues.address("status", config.status()));
        Optional<PrometheusMetrics> metrics = page.map(address -> parts.add(PrometheusMetrics.create(Map.of())));
        MetricsSink sink = metrics.<MetricsSink>map(used -> new OrbsMetricNames(used.sink()))
                .orElse(MetricsSink.NONE);
        this.peer = OrbsPeer.on(OrbsWiring.endpoint(ENDPOINT, config, tls, runtime.time()), orbs);
        ReceivedMessages received = new ReceivedMessages(peer, orbs.virtualChain(), sink);
        TopologyFile topology = parts.add(TopologyFile.of(file, config, peer, runtime, log));
        this.node = parts.add(peer.configure(GossipNode.builder())
                .runtime(runtime)
                .metrics(sink)
                .observer(new NodeLog(log))
                .observer(observer)
                .start());
        topology.watch();
        OrbsStatusPages pages = new OrbsStatusPages(
                ENDPOINT, node, peer, orbs.virtualChain(), topology::current, received, runtime.time());
        this.status = metrics.map(used -> parts.add(serve(page.orElseThrow(), pages, used)));
    }

    /**
     * Starts a node and waits until it listens.
     *
     * @param log takes one line for each thing that an operator wants to know; called by several threads
     * @throws GossipException naming the file or key that prevents it
     */
    public static ConfiguredOrbsNode start(
            Path file, GossipRuntime runtime, Consumer<String> log, NodeObserver observer) {
        Parts parts = new Parts(log);
        try {
            return new ConfiguredOrbsNode(file, runtime, log, observer, parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private StatusServer serve(PeerAddress address, OrbsStatusPages pages, PrometheusMetrics metrics) {
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
        return node.id(ENDPOINT);
    }

    /** Where it listens. */
    public PeerAddress address() {
        return node.boundAddress(ENDPOINT);
    }

    /** Where its status is shown, if anywhere. */
    public Optional<PeerAddress> statusAddress() {
        return status.map(StatusServer::address);
    }

    /** To send and to subscribe. */
    public OrbsPeer peer() {
        return peer;
    }

    /** Closes everything. Orbs knows no word of leaving. Idempotent. */
    @Override
    public synchronized void close() {
        if (!parts.isClosed()) {
            parts.close();
            log.accept("stopped: links are closed");
        }
    }
}
