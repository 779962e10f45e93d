package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.NodeId;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.Recipients;
import dev.gossip.api.SendResult;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.Scope;
import dev.gossip.spi.crypto.TlsContext;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gossip of one Orbs node in one virtual chain: a network known in advance, topics with the services that listen to
 * them, and messages to all, some, or all but some of its nodes. Serves one endpoint of one node. Thread-safe.
 *
 * <p>Delivery is at most once, in order between two nodes while their connection lives, in no order across nodes or topics,
 * and not acknowledged; what waits for a connection that ends is lost.
 *
 * <pre>{@code
 * OrbsPeer peer = OrbsPeer.on(endpoint, OrbsConfig.of(self, 42)).topology(nodes);
 * peer.subscribe(OrbsTopic.BLOCK_SYNC, "storage", message -> ...);
 * GossipNode node = peer.configure(GossipNode.builder()).start();
 * peer.send(OrbsTopic.BLOCK_SYNC, 1, Recipients.ALL, payloads);
 * }</pre>
 */
public final class OrbsPeer {

    private final EndpointConfig endpoint;
    private final OrbsConfig config;
    private final TopologyHolder topology = new TopologyHolder(Topology.EMPTY);
    private final Map<OrbsTopic, TopicWorker> workers = new EnumMap<>(OrbsTopic.class);
    private volatile @Nullable OrbsEndpoint opened;
    private volatile @Nullable RunningOrbs running;
    private boolean configured;

    private OrbsPeer(EndpointConfig.Builder parts, OrbsConfig config) {
        Optional<TlsContext> tls = parts.build().tls();
        if (config.mutualTls()) {
            parts.tls(new PinnedTls(
                    tls.orElseThrow(() -> new GossipException("mutual TLS needs a key and a certificate; set tls(...)"
                            + " on endpoint '" + parts.build().name() + "'")),
                    topology,
                    this::untrusted));
        }
        this.endpoint = parts.protocol(new OrbsProtocol(Optional.of(config), topology, built -> opened = built))
                .build();
        this.config = config;
        for (OrbsTopic topic : OrbsTopic.values()) {
            workers.put(topic, new TopicWorker(topic, config.queues()));
        }
    }

    /**
     * A peer with one endpoint, which listens or, without an address to listen at, only sends.
     *
     * @param endpoint everything but the protocol, which is set here
     * @throws GossipException if mutual TLS is wanted and the endpoint has no TLS
     */
    public static OrbsPeer on(EndpointConfig.Builder endpoint, OrbsConfig config) {
        return new OrbsPeer(endpoint, config);
    }

    /**
     * Replaces the network, before the node starts or while it runs. Takes effect for sends at once; links to peers that stay
     * where they were are not touched. If we are not among the nodes we dial nobody. A peer with an empty network is passive:
     * it serves those who dial it.
     *
     * @throws IllegalArgumentException if two nodes share an id or a pin
     */
    public OrbsPeer topology(Collection<OrbsNode> nodes) {
        Topology next = new Topology(nodes);
        RunningOrbs current;
        synchronized (this) {
            topology.set(next);
            current = running;
        }
        if (current != null) {
            current.topologyChanged();
        }
        return this;
    }

    /**
     * Lets a service hear a topic from the next message on; all services of a topic get every message. A service that is
     * subscribed already gets the new handler instead.
     */
    public OrbsSubscription subscribe(OrbsTopic topic, String service, OrbsHandler handler) {
        return worker(topic).subscribe(service, handler);
    }

    /** @return whether the service was subscribed */
    public boolean unsubscribe(OrbsTopic topic, String service) {
        return worker(topic).unsubscribe(service);
    }

    /** Messages that wait for the services of a topic. */
    public int waiting(OrbsTopic topic) {
        return worker(topic).waiting();
    }

    private TopicWorker worker(OrbsTopic topic) {
        return Objects.requireNonNull(workers.get(topic), "every topic has a worker");
    }

    /**
     * Sends a message without waiting for anything. Recipients outside the network are counted and left out; we ourselves are
     * never among them.
     *
     * @param payloads content; not to be changed later
     * @return what became of the message for each node: {@link SendResult#ACCEPTED} says that it was queued (or begins its
     *     way down the tree), {@link SendResult#CLOSED} that there is no link, {@link SendResult#CONGESTED} that too much
     *     waits
     * @throws DataExceedsCapacityException if it is too large; nobody gets it
     * @throws GossipException if the topic has no such message type, or the node has not started
     */
    public Map<NodeId, SendResult> send(OrbsTopic topic, int type, Recipients recipients, List<Bytes> payloads) {
        RunningOrbs current = running;
        if (current == null) {
            throw new GossipException("messages can be sent once the node has started, and until it closes");
        }
        return current.send(topic, recipients, new OrbsContent(type, payloads));
    }

    /**
     * Puts the endpoint, the scope of the virtual chain, the router {@code direct} and limits that fit the queues on a node.
     * Call it once; what is set on the node afterwards prevails.
     *
     * @return {@code node}
     * @throws GossipException if it was called before
     */
    public synchronized GossipNodeBuilder configure(GossipNodeBuilder node) {
        if (configured) {
            throw new GossipException("an OrbsPeer serves one node; make another one for another node");
        }
        configured = true;
        return node.endpoint(endpoint)
                .router("direct")
                .limits(limits())
                .scope(new Scope(Long.toString(config.virtualChain()), Set.of()))
                .extension(new OrbsExtension(this::started, this::stopped), Set.of(endpoint.name()));
    }

    private NodeLimits limits() {
        int bytes = config.queues().sendBytes();
        return NodeLimits.DEFAULT.toBuilder()
                .highWaterMark(bytes)
                .lowWaterMark(bytes / 4)
                .build();
    }

    private void started(NodeContext context) {
        OrbsEndpoint built = Objects.requireNonNull(opened, "endpoints are opened before extensions start");
        RunningOrbs fresh = new RunningOrbs(endpoint.name(), config, topology, workers, context, built.codec());
        fresh.start();
        synchronized (this) {
            running = fresh;
        }
        fresh.topologyChanged();
    }

    private void untrusted(String detail) {
        RunningOrbs current = running;
        if (current != null) {
            current.untrusted(detail);
        }
    }

    private void stopped() {
        RunningOrbs last = running;
        running = null;
        if (last != null) {
            last.stop();
        }
    }
}
