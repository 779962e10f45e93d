package dev.gossip.fabric;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.crypto.OrganisationTrust;
import dev.gossip.fabric.block.BlockVerifier;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.fabric.msp.MspDirectory;
import dev.gossip.fabric.privatedata.PrivateDataSetup;
import dev.gossip.fabric.privatedata.collection.PrivateCollections;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.store.OrderedStore;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The network of the captured conversation, in which one node of ours takes part, in virtual time. */
final class CapturedWorld implements AutoCloseable {

    static final String CHANNEL = "ch1";
    static final PeerAddress FIRST = PeerAddress.of("127.0.0.1", 17051);
    static final PeerAddress SECOND = PeerAddress.of("127.0.0.1", 17061);
    static final PeerAddress OURS = PeerAddress.of("127.0.0.1", 17071);

    final VirtualTime time = new VirtualTime(Instant.parse("2026-12-03T00:00:00Z"));
    final VirtualRuntime runtime;
    final PrivateDataSetup privateData = PrivateDataSetup.inMemory(PrivateCollections.NONE, 1 << 20);

    private final Trust trust;

    CapturedWorld(long seed) {
        runtime = new VirtualRuntime(time, seed);
        trust = OrganisationTrust.builder()
                .organisation(
                        "Org1MSP",
                        Resources.certificate("real/msp/org1/cacerts/ca.org1.example.com-cert.pem"),
                        Resources.certificate("msp/org1-ca.pem"))
                .organisation("Org2MSP", Resources.certificate("real/msp/org2/cacerts/ca.org2.example.com-cert.pem"))
                .organisation("OrdererMSP", Resources.certificate("real/orderer-ca.pem"))
                .build(time);
    }

    record Node(FabricPeer peer, FabricChannel channel, GossipNode node) {

        long drops(String reason) {
            return node.describe().drops().getOrDefault(reason, 0L);
        }
    }

    /** The identity of the captured node. */
    static LocalIdentity captured() {
        try {
            return MspDirectory.of(
                            "Org1MSP",
                            Path.of(Objects.requireNonNull(Resources.class.getResource("real/msp/peer2"))
                                    .toURI()))
                    .identity();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A node with the first {@code blocks} blocks. */
    Node start(LocalIdentity identity, List<PeerAddress> seeds, int blocks, boolean blockPull, NodeObserver observer) {
        OrderedStore store = new InMemoryOrderedStore();
        for (int number = 0; number < blocks; number++) {
            store.append(number, TestNetwork.BLOCKS.get(number));
        }
        EndpointConfig.Builder endpoint = EndpointConfig.named("fabric")
                .transport("memory")
                .listen(OURS.toString())
                .external(OURS)
                .setting("allowPlaintext", "true")
                .identity(identity)
                .trust(trust);
        seeds.forEach(endpoint::seed);
        FabricPeer peer = FabricPeer.on(endpoint, FabricConfig.DEFAULT);
        FabricChannel channel = peer.join(FabricChannelConfig.named(CHANNEL)
                .organisations("Org1MSP", "Org2MSP")
                .store(store)
                .blockPull(blockPull)
                .orderers(OrdererSigners.admittedBy(trust, "OrdererMSP").withUnit("orderer"))
                .genesisHash(BlockVerifier.headerOf(TestNetwork.BLOCKS.get(0))
                        .orElseThrow()
                        .hash())
                .privateData(privateData)
                .build());
        GossipNode node = peer.configure(GossipNode.builder())
                .runtime(runtime)
                .observer(observer)
                .start();
        return new Node(peer, channel, node);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
