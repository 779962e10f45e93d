package dev.gossip.fabric;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.Message;
import dev.gossip.api.Topic;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.fabric.TestNetwork.Node;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.fabric.block.SignedBlocks;
import dev.gossip.fabric.codec.PrivateData;
import dev.gossip.fabric.privatedata.PrivateDataConfig;
import dev.gossip.fabric.privatedata.PrivateDataSetup;
import dev.gossip.fabric.privatedata.collection.PrivateCollection;
import dev.gossip.fabric.privatedata.collection.PrivateCollections;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;
import dev.gossip.fabric.privatedata.store.PrivateWrites;
import dev.gossip.spi.store.OrderedStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;

/** Nodes of two organisations that exchange private data, and what they are asked to do. */
abstract class PrivateDataScenario {

    static final Duration JOINING = Duration.ofSeconds(30);
    static final Bytes WRITES = Bytes.utf8("private writes");
    static final Bytes OTHER = Bytes.utf8("other private writes");
    static final PrivateDataKey FIRST = new PrivateDataKey(1, 0, "cc", "col");

    final TestNetwork network = new TestNetwork(5);
    final PrivateBlocks chain = new PrivateBlocks(TestNetwork.CHANNEL);

    @AfterEach
    void close() {
        network.close();
    }

    static PrivateCollection collection(String name, int required, int maximum, String... organisations) {
        return PrivateCollection.of("cc", name, Set.of(organisations), required, maximum, 0);
    }

    static PrivateDataSetup setup(PrivateCollection... collections) {
        return PrivateDataSetup.inMemory(PrivateCollections.of(collections), 1 << 20);
    }

    Node start(int organisation, int index, PrivateDataSetup setup) {
        return start(organisation, index, setup, PrivateDataConfig.DEFAULT);
    }

    Node start(int organisation, int index, PrivateDataSetup setup, PrivateDataConfig config) {
        return start(organisation, index, new InMemoryOrderedStore(), Optional.of(setup), config);
    }

    /** A node that hears of private data and does nothing about it. */
    Node startSilent(int organisation, int index) {
        return start(organisation, index, new InMemoryOrderedStore(), Optional.empty(), PrivateDataConfig.DEFAULT);
    }

    Node start(
            int organisation,
            int index,
            OrderedStore store,
            Optional<PrivateDataSetup> setup,
            PrivateDataConfig config) {
        return network.start(
                organisation,
                index,
                store,
                FabricConfig.DEFAULT.toBuilder().pvtData(config).build(),
                endpoint -> {},
                channel -> {
                    channel.orderers(OrdererSigners.certificates(
                                    SignedBlocks.MSP, List.of(Resources.certificate("orderer.pem"))))
                            .genesisHash(chain.genesisHash());
                    setup.ifPresent(channel::privateData);
                });
    }

    <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        network.advanceUntil(future::isDone, Duration.ofSeconds(20));
        return future.join();
    }

    Delivery ask(Node from, Node to, long nonce, Body body) {
        Message message = Message.of(Topic.scope(TestNetwork.CHANNEL), body).withCorrelation(Correlation.of(nonce));
        return await(from.node().request("fabric", to.id(), message, Duration.ofSeconds(5)));
    }

    static PrivateData push(String txId, Bytes rwset) {
        return new PrivateData("cc", "col", txId, rwset, 1, Optional.empty());
    }

    void submit(Node node, List<Bytes> blocks) {
        blocks.forEach(block -> await(node.channel().submit(block)));
    }

    static CompletionStage<Void> disseminate(Node node, String txId, Bytes rwset) {
        return node.channel().privateData().disseminate(txId, 1, List.of(new PrivateWrites("cc", "col", rwset)));
    }

    static Optional<Bytes> first(Node node) {
        return node.channel().privateData().read(FIRST);
    }
}
