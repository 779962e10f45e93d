package dev.gossip.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.OrganisationTrust;
import dev.gossip.fabric.block.BlockVerifier;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.store.OrderedStore;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Nodes of two organisations in one channel, over the memory transport, in virtual time. */
final class TestNetwork implements AutoCloseable {

    static final String CHANNEL = "ch1";
    static final List<Bytes> BLOCKS = Resources.realBlocks();

    /** The number, in each organisation, of the node without an external endpoint. */
    static final int HIDDEN = 4;

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-12-01T00:00:00Z"));
    /** Of all nodes together. */
    final Counts counts = new Counts();

    private final VirtualRuntime runtime;
    private final List<Node> nodes = new ArrayList<>();
    private final Trust trust = OrganisationTrust.builder()
            .organisation("Org1MSP", Resources.certificate("msp/org1-ca.pem"))
            .organisation("Org2MSP", Resources.certificate("msp/org2-ca.pem"))
            .organisation("OrdererMSP", Resources.certificate("real/orderer-ca.pem"))
            .build(time);

    TestNetwork(long seed) {
        runtime = new VirtualRuntime(time, seed);
    }

    /** One running node and what it committed. */
    record Node(
            String name,
            FabricPeer peer,
            FabricChannel channel,
            GossipNode node,
            OrderedStore store,
            List<OrderedItem> committed) {

        NodeId id() {
            return node.id("fabric");
        }

        long drops(String reason) {
            return node.describe().drops().getOrDefault(reason, 0L);
        }

        List<Bytes> blocks() {
            return committed.stream().map(OrderedItem::data).toList();
        }
    }

    Node start(int organisation, int index) {
        return start(organisation, index, new InMemoryOrderedStore(), endpoint -> {}, channel -> {});
    }

    /** Starts a node after changes of its endpoint and channel. */
    Node start(
            int organisation,
            int index,
            OrderedStore store,
            Consumer<EndpointConfig.Builder> endpointChange,
            Consumer<FabricChannelConfigBuilder> channelChange) {
        return start(organisation, index, store, FabricConfig.DEFAULT, endpointChange, channelChange);
    }

    /** Starts a node with other settings, after changes of its endpoint and channel. */
    Node start(
            int organisation,
            int index,
            OrderedStore store,
            FabricConfig settings,
            Consumer<EndpointConfig.Builder> endpointChange,
            Consumer<FabricChannelConfigBuilder> channelChange) {
        String name = "peer" + index + ".org" + organisation;
        EndpointConfig.Builder endpoint = EndpointConfig.named("fabric")
                .transport("memory")
                .listen(name + ":7051")
                .seed(PeerAddress.of("peer0.org" + organisation, 7051))
                .setting("allowPlaintext", "true")
                .identity(identity(organisation, index))
                .trust(trust);
        if (index != HIDDEN) {
            endpoint.external(PeerAddress.of(name, 7051));
        }
        endpointChange.accept(endpoint);
        FabricPeer peer = FabricPeer.on(endpoint, settings);
        FabricChannelConfigBuilder config = FabricChannelConfig.named(CHANNEL)
                .organisations("Org1MSP", "Org2MSP")
                .store(store)
                .orderers(OrdererSigners.admittedBy(trust, "OrdererMSP").withUnit("orderer"))
                .genesisHash(BlockVerifier.headerOf(BLOCKS.get(0)).orElseThrow().hash())
                .anchor("Org1MSP", PeerAddress.of("peer0.org1", 7051))
                .anchor("Org2MSP", PeerAddress.of("peer0.org2", 7051));
        channelChange.accept(config);
        FabricChannel channel = peer.join(config.build());
        List<OrderedItem> committed = new ArrayList<>();
        channel.onCommit((item, source) -> committed.add(item));
        GossipNode node = peer.configure(GossipNode.builder())
                .runtime(runtime)
                .metrics(counts)
                .start();
        Node started = new Node(name, peer, channel, node, store, committed);
        nodes.add(started);
        return started;
    }

    static LocalIdentity identity(int organisation, int index) {
        String pem = "msp/org" + organisation + "-peer" + index;
        return LocalIdentities.parse(
                "Org" + organisation + "MSP", Resources.bytes(pem + ".pem"), Resources.bytes(pem + "-key.pem"));
    }

    VirtualRuntime runtime() {
        return runtime;
    }

    /** The address of the node of this number. */
    static PeerAddress address(int organisation, int index) {
        return PeerAddress.of("peer" + index + ".org" + organisation, 7051);
    }

    void advance(Duration span) {
        time.advance(span);
    }

    boolean advanceUntil(BooleanSupplier condition, Duration limit) {
        return time.advanceUntil(condition, limit);
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.node().close());
        runtime.close();
    }
}
