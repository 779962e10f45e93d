package dev.gossip.fisco;

import dev.gossip.amop.Amop;
import dev.gossip.amop.AmopExtension;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.crypto.Keccak256;
import dev.gossip.fisco.codec.FiscoEndpoint;
import dev.gossip.fisco.codec.FiscoProtocol;
import dev.gossip.fisco.codec.channel.FiscoChannelProtocol;
import dev.gossip.fisco.codec.p2p3.P2p3Packets;
import dev.gossip.fisco.codec.ws.FiscoWebsocketProtocol;
import dev.gossip.fisco.group.Groups;
import dev.gossip.fisco.group.engine.GroupsExtension;
import dev.gossip.fisco.limit.LimitExtension;
import dev.gossip.fisco.peer.NodeLists;
import dev.gossip.fisco.peer.NodesFileChange;
import dev.gossip.fisco.peer.NodesFileWatch;
import dev.gossip.fisco.peer.PeersExtension;
import dev.gossip.fisco.route.RoutingExtension;
import dev.gossip.fisco.route.Way;
import dev.gossip.fisco.sdk.SdkExtension;
import dev.gossip.fisco.sdk.SdkGeneration;
import dev.gossip.fisco.sdk.SdkStatus;
import dev.gossip.state.status.StatusBodies;
import dev.gossip.state.status.StatusSyncConfig;
import dev.gossip.state.status.StatusSyncExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node of FISCO BCOS as far as it needs no ledger: puts AMOP and the endpoints for SDKs on a node, with the rules between
 * them. Serves one node. Thread-safe once configured.
 *
 * <pre>{@code
 * FiscoPeer peer = FiscoPeer.create(FiscoConfig.DEFAULT)
 *         .channel(EndpointConfig.named("channel").transport("netty").tls(tls).listen("0.0.0.0:20200"))
 *         .websocket(EndpointConfig.named("rpc").transport("websocket").tls(tls).listen("0.0.0.0:20201"));
 * GossipNode node = peer.configure(GossipNode.builder()).start();
 * peer.amop().subscribe("orders", AmopHandler.of(delivery -> Bytes.utf8("received")));
 * }</pre>
 */
public final class FiscoPeer {

    private final Map<String, SdkGeneration> sdkEndpoints = new LinkedHashMap<>();
    private final List<EndpointConfig> endpoints = new ArrayList<>();
    private final FiscoConfig config;
    private final AmopExtension amop;
    private final GroupsExtension groups;
    private @Nullable SdkExtension sdks;
    private @Nullable RoutingExtension routing;
    private @Nullable NodesFileWatch nodesFile;
    /** Set while the node is being built, read by any thread. */
    private volatile @Nullable FiscoEndpoint p2p;

    private String p2pName = "";
    private volatile Optional<NodeLists> lists = Optional.empty();
    private volatile @Nullable PeersExtension peers;

    private FiscoPeer(FiscoConfig config) {
        this.config = config;
        this.amop = new AmopExtension(
                config.amop(),
                topics -> new StatusSyncExtension<>(
                        "topic-sync", StatusBodies.TOPICS, this::topicSync, new BeatenTopics(topics, this::p2p)));
        this.groups = new GroupsExtension(config.groups(), this::carryingGroups);
    }

    private Optional<FiscoEndpoint> carryingGroups(String endpoint) {
        return endpoint.equals(p2pName) ? p2p() : Optional.empty();
    }

    /** Asked while the node is being built, when the endpoint's generation is known. */
    private Optional<StatusSyncConfig> topicSync(String endpoint) {
        FiscoEndpoint spoken = p2p;
        if (spoken == null || !endpoint.equals(p2pName)) {
            return Optional.empty();
        }
        return Optional.of(
                spoken.generation() == 3
                        ? StatusSyncConfig.DEFAULT
                        : StatusSyncConfig.DEFAULT
                                .withAnnounceInterval(Duration.ofSeconds(5))
                                .withExchange(StatusSyncConfig.Exchange.REQUEST_RESPONSE));
    }

    private Optional<FiscoEndpoint> p2p() {
        return Optional.ofNullable(p2p);
    }

    /** A node without endpoints yet. */
    public static FiscoPeer create(FiscoConfig config) {
        return new FiscoPeer(config);
    }

    /**
     * Joins other nodes. Generation and all else of the protocol are settings of the endpoint, which has to come first.
     *
     * @param endpoint everything but the protocol, which is set here; needs an identity
     * @throws GossipException if there is an endpoint already
     */
    public FiscoPeer p2p(EndpointConfig.Builder endpoint) {
        return p2p(endpoint, Optional.empty());
    }

    /**
     * Joins other nodes that the lists admit.
     *
     * @param lists the endpoint's trust from now on; change them by {@link #admit}
     * @see #p2p(EndpointConfig.Builder)
     */
    public FiscoPeer p2p(EndpointConfig.Builder endpoint, NodeLists lists) {
        return p2p(endpoint.trust(lists), Optional.of(lists));
    }

    private synchronized FiscoPeer p2p(EndpointConfig.Builder endpoint, Optional<NodeLists> admitting) {
        requireOpen();
        if (!endpoints.isEmpty()) {
            throw new GossipException("a FiscoPeer has one endpoint for nodes, which comes before those for SDKs");
        }
        FiscoProtocol protocol =
                new FiscoProtocol(P2p3Packets.DEFAULT_MAX_BYTES, Optional.of(Keccak256::of), opened -> p2p = opened);
        EndpointConfig made = endpoint.protocol(protocol).build();
        endpoints.add(made);
        p2pName = made.name();
        lists = admitting;
        peers = new PeersExtension(p2pName, config.reconnect(), () -> p2p().orElseThrow(), admitting);
        return this;
    }

    /**
     * Keeps a link to the addresses of a nodes.json, beside the endpoint's seeds, and looks every ten seconds whether the file
     * changed. A changed file that is of no use changes nothing.
     *
     * @param told called on a worker for each change, and when a file is refused
     * @throws GossipException naming the file, the entry and what to do, if it is of no use now; or without an endpoint for
     *     nodes; or if there is such a file already
     */
    public synchronized FiscoPeer nodesFile(Path file, Consumer<NodesFileChange> told) {
        requireOpen();
        if (nodesFile != null) {
            throw new GossipException("a FiscoPeer has one file of nodes");
        }
        nodesFile = new NodesFileWatch(file, keeper(), told);
        return this;
    }

    /**
     * Serves SDKs of 2.x. Their TLS is 1.2 without X25519, so the TLS context needs {@code namedGroups("secp256r1")} or another
     * curve of the certificates.
     *
     * @param endpoint everything but the protocol, which is set here
     * @throws GossipException if the node was configured already
     */
    public FiscoPeer channel(EndpointConfig.Builder endpoint) {
        endpoint.setting("nodeVersion", config.sdk().nodeVersion());
        return add(endpoint.protocol(new FiscoChannelProtocol()).build(), SdkGeneration.TWO);
    }

    /**
     * Serves SDKs of 3.x.
     *
     * @param endpoint everything but the protocol, which is set here; its transport carries message streams
     * @throws GossipException if the node was configured already
     */
    public FiscoPeer websocket(EndpointConfig.Builder endpoint) {
        return add(endpoint.protocol(new FiscoWebsocketProtocol()).build(), SdkGeneration.THREE);
    }

    private synchronized FiscoPeer add(EndpointConfig endpoint, SdkGeneration generation) {
        requireOpen();
        endpoints.add(endpoint);
        sdkEndpoints.put(endpoint.name(), generation);
        return this;
    }

    private void requireOpen() {
        if (sdks != null) {
            throw new GossipException("a FiscoPeer serves one node and is configured once; make another one");
        }
    }

    /**
     * Puts endpoints and extensions on a node. Call it once.
     *
     * @return {@code node}
     * @throws GossipException if it was called before
     */
    public synchronized GossipNodeBuilder configure(GossipNodeBuilder node) {
        requireOpen();
        SdkExtension made = new SdkExtension(
                config.sdk(),
                config.rates().publishing(),
                config.amop().limits().topicsPerClient(),
                sdkEndpoints,
                amop.amop());
        sdks = made;
        amop.between(endpoint -> !sdkEndpoints.containsKey(endpoint), made::published);
        endpoints.forEach(node::endpoint);
        Set<String> here = endpoints.stream().map(EndpointConfig::name).collect(Collectors.toSet());
        if (p2pName.isEmpty()) {
            return node.extension(amop, here).extension(groups, here).extension(made, here);
        }
        if (config.rates().limitNodes()) {
            node.extension(new LimitExtension(p2pName, config.rates()));
        }
        routing = new RoutingExtension(p2pName, config.routes(), () -> p2p().orElseThrow(), List.of(amop, groups));
        node.extension(routing, here).extension(made, here).extension(keeper(), here);
        return nodesFile == null ? node : node.extension(nodesFile, here);
    }

    /** Topics for applications on this node. */
    public Amop amop() {
        return amop.amop();
    }

    /** Groups for applications on this node. */
    public Groups groups() {
        return groups.groups();
    }

    /**
     * Keeps a link to these addresses, too.
     *
     * @throws GossipException without an endpoint for nodes
     */
    public void addPeers(Collection<PeerAddress> addresses) {
        keeper().add(addresses);
    }

    /**
     * Keeps a link to exactly these addresses and those of {@link #nodesFile}; links to others end.
     *
     * @throws GossipException without an endpoint for nodes
     */
    public void replacePeers(Collection<PeerAddress> addresses) {
        keeper().replace(addresses);
    }

    /** The addresses that a link is kept to, but for those that turned out to be our own. */
    public Set<PeerAddress> addresses() {
        return keeper().addresses();
    }

    /**
     * Replaces the lists and ends the links that they no longer admit.
     *
     * @param allow absent if everybody may come whom TLS admits
     * @throws GossipException naming the entry that is none, upon which nothing changes; or if the endpoint has no lists
     */
    public void admit(Optional<? extends Collection<String>> allow, Collection<String> deny) {
        lists.orElseThrow(() -> new GossipException("the endpoint for nodes has no lists; give it some with p2p(...)"))
                .replace(allow, deny);
        keeper().recheck();
    }

    private PeersExtension keeper() {
        PeersExtension made = peers;
        if (made == null) {
            throw new GossipException("this FiscoPeer has no endpoint for nodes; give it one with p2p(...)");
        }
        return made;
    }

    /** The nodes that can be reached now with the number of hops to each; none without an endpoint for nodes. */
    public synchronized Map<NodeId, Integer> routes() {
        return routing == null ? Map.of() : routing.distances();
    }

    /** The nodes that can be reached now with the way to each; none without an endpoint for nodes. */
    public synchronized Map<NodeId, Way> ways() {
        return routing == null ? Map.of() : routing.ways();
    }

    /** The SDKs that are connected now. */
    public List<SdkStatus> sdks() {
        return extension().sdks();
    }

    /**
     * A group has a new block, of which SDKs hear that want to know.
     *
     * @see SdkExtension#block
     */
    public void block(String group, long number) {
        extension().block(group, number);
    }

    private synchronized SdkExtension extension() {
        SdkExtension made = sdks;
        if (made == null) {
            throw new GossipException("call configure(...) first");
        }
        return made;
    }
}
