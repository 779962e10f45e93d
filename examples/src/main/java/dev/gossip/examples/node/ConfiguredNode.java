package dev.gossip.examples.node;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.OrganisationTrust;
import dev.gossip.crypto.Pem;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.examples.config.GossipSettings;
import dev.gossip.examples.config.NodeConfig;
import dev.gossip.fabric.FabricChannel;
import dev.gossip.fabric.FabricChannelConfig;
import dev.gossip.fabric.FabricChannelConfigBuilder;
import dev.gossip.fabric.FabricPeer;
import dev.gossip.fabric.block.OrdererSigners;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** A running node that was described by a file. Blocks are kept in memory. */
public final class ConfiguredNode implements AutoCloseable {

    private static final String ENDPOINT = "fabric";
    private static final String ORDERERS = "orderers";

    private final FabricPeer peer;
    private final GossipNode node;

    private ConfiguredNode(FabricPeer peer, GossipNode node) {
        this.peer = peer;
        this.node = node;
    }

    /**
     * Starts a node and waits until it listens.
     *
     * @throws dev.gossip.api.GossipException naming the file or setting that prevents it
     */
    public static ConfiguredNode start(NodeConfig config, GossipRuntime runtime, NodeObserver observer) {
        FabricPeer peer =
                FabricPeer.on(endpoint(config, runtime.time()), GossipSettings.toFabricConfig(config.gossip()));
        config.channels().forEach(channel -> peer.join(channel(channel, runtime.time())));
        GossipNode node = peer.configure(GossipNode.builder())
                .runtime(runtime)
                .observer(observer)
                .start();
        return new ConfiguredNode(peer, node);
    }

    private static EndpointConfig.Builder endpoint(NodeConfig config, TimeSource time) {
        OrganisationTrust.Builder trust = OrganisationTrust.builder();
        config.organisations()
                .forEach(organisation ->
                        trust.organisation(organisation.mspId(), certificates(organisation.ca()), List.of()));
        NodeConfig.TlsFiles tls = config.tls();
        EndpointConfig.Builder endpoint = EndpointConfig.named(ENDPOINT)
                .listen(config.listen())
                .identity(LocalIdentities.load(
                        config.identity().mspId(),
                        config.identity().cert(),
                        config.identity().key()))
                .trust(trust.build(time))
                .tls(JdkTlsContext.builder(TlsMaterial.load(tls.key(), tls.cert(), tls.ca()), time)
                        .build());
        if (!config.endpoint().isEmpty()) {
            endpoint.internal(PeerAddress.parse(config.endpoint()));
        }
        if (!config.externalEndpoint().isEmpty()) {
            endpoint.external(PeerAddress.parse(config.externalEndpoint()));
        }
        config.bootstrap().forEach(seed -> endpoint.seed(PeerAddress.parse(seed)));
        return endpoint;
    }

    private static FabricChannelConfig channel(NodeConfig.Channel channel, TimeSource time) {
        OrganisationTrust orderers = OrganisationTrust.builder()
                .organisation(ORDERERS, certificates(channel.ordererCa()), List.of())
                .build(time);
        FabricChannelConfigBuilder builder = FabricChannelConfig.named(channel.name())
                .organisations(channel.organisations().toArray(String[]::new))
                .store(new InMemoryOrderedStore())
                .orderers(OrdererSigners.admittedBy(orderers, ORDERERS).withUnit("orderer"));
        if (!channel.genesisHash().isEmpty()) {
            builder.genesisHash(Bytes.fromHex(channel.genesisHash()));
        }
        channel.anchors().forEach(anchor -> builder.anchor(anchor.mspId(), PeerAddress.parse(anchor.address())));
        return builder.build();
    }

    private static List<X509Certificate> certificates(List<Path> files) {
        return files.stream().flatMap(file -> Pem.certificates(file).stream()).toList();
    }

    public NodeId id() {
        return node.id(ENDPOINT);
    }

    /** Where it listens. */
    public PeerAddress address() {
        return node.boundAddress(ENDPOINT);
    }

    /** How many other nodes it holds for alive. */
    public int aliveMembers() {
        return peer.members().alive().size();
    }

    public List<FabricChannel> channels() {
        return peer.channels();
    }

    @Override
    public void close() {
        node.close();
    }
}
