package dev.gossip.examples.node.chronos;

import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosPeer;
import dev.gossip.examples.config.KeyValues;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.examples.node.NodeLog;
import dev.gossip.examples.node.Parts;
import dev.gossip.examples.status.StatusReply;
import dev.gossip.examples.status.StatusServer;
import dev.gossip.metrics.PrometheusMetrics;
import dev.gossip.spi.store.OrderedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A running Chronos node that was described by a file. */
public final class ConfiguredChronosNode implements AutoCloseable {

    private static final String ENDPOINT = "chronos";

    private final Consumer<String> log;
    private final Parts parts;
    private final ChronosPeer peer;
    private final GossipNode node;
    private final Optional<PeerAddress> address;
    private final Optional<StatusServer> status;

    private ConfiguredChronosNode(
            Path file, GossipRuntime runtime, Consumer<String> log, NodeObserver observer, Parts parts) {
        this.log = log;
        this.parts = parts;
        ChronosNodeConfig config = NodeConfigParser.read(file, ChronosNodeConfig.class);
        ChronosConfig chronos = ChronosWiring.config(config);
        Optional<Duration> produceEvery = ChronosWiring.produceEvery(config);
        Optional<PeerAddress> page = config.status().isEmpty()
                ? Optional.empty()
                : Optional.of(KeyValues.address("status", config.status()));
        Optional<PrometheusMetrics> metrics = page.map(shown -> parts.add(PrometheusMetrics.create(Map.of())));
        MetricsSink sink = metrics.map(PrometheusMetrics::sink).orElse(MetricsSink.NONE);
        HeardBlocks heard = new HeardBlocks(log);
        OrderedStore store = parts.add(ChronosWiring.store(config));
        this.peer = ChronosPeer.on(ChronosWiring.endpoint(ENDPOINT, config), chronos, store)
                .listen(heard);
        this.node = parts.add(peer.configure(GossipNode.builder())
                .runtime(runtime)
                .metrics(sink)
                .observer(new NodeLog(log))
                .observer(observer)
                .start());
        this.address = config.listen().isEmpty() ? Optional.empty() : Optional.of(node.boundAddress(ENDPOINT));
        heard.measure(peer, sink);
        List<PeerAddress> peers = KeyValues.addresses("peers", config.peers());
        produceEvery.ifPresent(
                every -> parts.add(new BlockProducer(peer, chronos, !peers.isEmpty(), every, runtime, log))
                        .start());
        ChronosStatusPages pages = new ChronosStatusPages(chronos.address(), node, peer, peers, heard, runtime.time());
        this.status = metrics.map(used -> parts.add(serve(page.orElseThrow(), pages, used)));
    }

    /**
     * Starts a node and waits until it listens, if it does.
     *
     * @param log takes one line for each thing that an operator wants to know; called by several threads
     * @throws GossipException naming the file or key that prevents it
     */
    public static ConfiguredChronosNode start(
            Path file, GossipRuntime runtime, Consumer<String> log, NodeObserver observer) {
        Parts parts = new Parts(log);
        try {
            return new ConfiguredChronosNode(file, runtime, log, observer, parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private StatusServer serve(PeerAddress at, ChronosStatusPages pages, PrometheusMetrics metrics) {
        StatusServer server = StatusServer.start(
                at,
                Map.of(
                        "/status", pages::status,
                        "/healthz", pages::health,
                        "/metrics", () -> StatusReply.of(PrometheusMetrics.CONTENT_TYPE, metrics.text())));
        log.accept("status: http://" + server.address().hostAndPort() + "/status, /metrics and /healthz");
        return server;
    }

    /** Where it listens; a client listens nowhere. */
    public Optional<PeerAddress> address() {
        return address;
    }

    /** Where its status is shown, if anywhere. */
    public Optional<PeerAddress> statusAddress() {
        return status.map(StatusServer::address);
    }

    /** To submit blocks and to read them. */
    public ChronosPeer peer() {
        return peer;
    }

    /** Closes everything. Chronos knows no word of leaving. Idempotent. */
    @Override
    public synchronized void close() {
        if (!parts.isClosed()) {
            long height = peer.height();
            parts.close();
            log.accept("stopped at height " + height + ": links and store are closed");
        }
    }
}
