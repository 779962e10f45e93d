package dev.gossip.examples.node;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.examples.config.GossipSettings;
import dev.gossip.examples.config.NodeConfig;
import dev.gossip.examples.status.FabricMetricNames;
import dev.gossip.examples.status.StatusPages;
import dev.gossip.examples.status.StatusReply;
import dev.gossip.examples.status.StatusServer;
import dev.gossip.fabric.FabricChannel;
import dev.gossip.fabric.FabricPeer;
import dev.gossip.fabric.msp.MspDirectory;
import dev.gossip.fabric.msp.MspTrust;
import dev.gossip.membership.IncarnationStore;
import dev.gossip.metrics.PrometheusMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A running node that was described by a file. */
public final class ConfiguredNode implements AutoCloseable {

    private static final String ENDPOINT = "fabric";
    private static final Duration GOOD_BYE = Duration.ofSeconds(2);

    private final GossipRuntime runtime;
    private final Consumer<String> log;
    private final Parts parts;
    private final IdentityWiring identity;
    private final TlsWiring tls;
    private final FabricPeer peer;
    private final GossipNode node;
    private final Optional<StatusServer> status;

    private ConfiguredNode(
            NodeConfig config, GossipRuntime runtime, Consumer<String> log, NodeObserver observer, Parts parts) {
        this.runtime = runtime;
        this.log = log;
        this.parts = parts;
        Optional<PrometheusMetrics> metrics = config.status().isEmpty()
                ? Optional.empty()
                : Optional.of(parts.add(PrometheusMetrics.create(Map.of())));
        MetricsSink sink = metrics.<MetricsSink>map(used -> new FabricMetricNames(used.sink()))
                .orElse(MetricsSink.NONE);
        BlockStores stores = parts.add(new BlockStores(config.store(), sink, runtime.time(), log));
        GossipSettings.warnings(config.gossip()).forEach(log);
        this.identity = IdentityWiring.of(config, runtime.time());
        this.tls = new TlsWiring(config.tls(), identity.trust(), runtime.time());
        this.peer = peer(
                config, stores.isDurable() ? new IncarnationFile(config.store().dir()) : IncarnationStore.NONE);
        boolean transfer = GossipSettings.isTransferEnabled(config.gossip());
        for (NodeConfig.Channel channel : config.channels()) {
            FabricChannel joined = peer.join(ChannelWiring.of(channel, transfer, stores, runtime.time()));
            joined.onCommit((block, source) ->
                    log.accept("channel " + joined.name() + ": block " + block.sequence() + " by " + source));
        }
        List<CertificateWatch> watches = tls.watch(runtime, log);
        watches.forEach(parts::add);
        for (FabricChannel channel : peer.channels()) {
            channel.onConfiguration(changed -> {
                log.accept("channel " + channel.name() + ": configuration " + changed.sequence() + " holds, members "
                        + changed.members().keySet());
                watches.forEach(CertificateWatch::look);
            });
        }
        this.node = parts.add(peer.configure(GossipNode.builder())
                .runtime(runtime)
                .limits(GossipSettings.toLimits(config.gossip()))
                .metrics(sink)
                .observer(new NodeLog(log))
                .observer(observer)
                .start());
        for (FabricChannel channel : peer.channels()) {
            sink.gauge(
                    "gossip.membership.total.peers.known",
                    () -> channel.members().size(),
                    "channel",
                    channel.name());
        }
        watchMsp(config);
        this.status = metrics.map(used -> parts.add(serve(config, used, stores)));
    }

    /**
     * Starts a node that logs nothing of its own and waits until it listens.
     *
     * @throws GossipException naming the file or setting that prevents it
     */
    public static ConfiguredNode start(NodeConfig config, GossipRuntime runtime, NodeObserver observer) {
        return start(config, runtime, line -> {}, observer);
    }

    /**
     * Starts a node and waits until it listens.
     *
     * @param log takes one line for each thing that an operator wants to know; called by several threads
     * @throws GossipException naming the file or setting that prevents it
     */
    public static ConfiguredNode start(
            NodeConfig config, GossipRuntime runtime, Consumer<String> log, NodeObserver observer) {
        Parts parts = new Parts(log);
        try {
            return new ConfiguredNode(config, runtime, log, observer, parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private FabricPeer peer(NodeConfig config, IncarnationStore incarnations) {
        EndpointConfig.Builder endpoint = endpoint(config);
        try {
            return FabricPeer.on(endpoint, GossipSettings.toFabricConfig(config.gossip()), incarnations);
        } catch (IllegalArgumentException e) {
            throw new GossipException("section 'gossip': " + e.getMessage(), e);
        }
    }

    private EndpointConfig.Builder endpoint(NodeConfig config) {
        EndpointConfig.Builder endpoint = EndpointConfig.named(ENDPOINT)
                .transport(config.transport())
                .listen(config.listen())
                .identity(identity.identity())
                .trust(identity.trust())
                .tls(tls.context());
        if (!config.endpoint().isEmpty()) {
            endpoint.internal(PeerAddress.parse(config.endpoint()));
        }
        if (!config.externalEndpoint().isEmpty()) {
            endpoint.external(PeerAddress.parse(config.externalEndpoint()));
        }
        config.bootstrap().forEach(seed -> endpoint.seed(PeerAddress.parse(seed)));
        return endpoint;
    }

    private void watchMsp(NodeConfig config) {
        NodeConfig.Msp msp = config.msp();
        if (msp != null && identity.trust() instanceof MspTrust trust) {
            MspDirectory directory = MspDirectory.of(msp.id(), msp.dir());
            parts.add(MspWatch.start(directory, msp.dir(), trust, peer::recheckIdentities, runtime, log));
        }
    }

    private StatusServer serve(NodeConfig config, PrometheusMetrics metrics, BlockStores stores) {
        StatusPages pages = new StatusPages(node, peer, ENDPOINT, config.mspId(), stores.byChannel(), runtime.time());
        StatusServer server = StatusServer.start(
                PeerAddress.parse(config.status()),
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

    /** How many other nodes it holds for alive. */
    public int aliveMembers() {
        return peer.members().alive().size();
    }

    public List<FabricChannel> channels() {
        return peer.channels();
    }

    /** Tells the others that we leave, waits a bounded time for it, and closes everything. Idempotent. */
    @Override
    public synchronized void close() {
        if (parts.isClosed()) {
            return;
        }
        log.accept("leaving: " + channels().size() + " channels, " + aliveMembers() + " living members are told");
        CompletableFuture<?>[] left = channels().stream()
                .map(channel -> channel.leave().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        if (!runtime.await(CompletableFuture.allOf(left), GOOD_BYE)) {
            log.accept("leaving: not everybody could be told within " + GOOD_BYE.toSeconds() + " s");
        }
        parts.close();
        log.accept("stopped: links and stores are closed");
    }
}
