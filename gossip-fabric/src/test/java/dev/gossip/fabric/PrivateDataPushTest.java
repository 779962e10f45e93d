package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gossip.api.Bytes;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.body.Ack;
import dev.gossip.fabric.TestNetwork.Node;
import dev.gossip.fabric.block.SignedBlocks;
import dev.gossip.fabric.codec.PrivateData;
import dev.gossip.fabric.privatedata.PrivateDataConfig;
import dev.gossip.fabric.privatedata.PrivateDataSetup;
import dev.gossip.fabric.privatedata.collection.PrivateCollection;
import dev.gossip.fabric.privatedata.collection.PrivateCollections;
import dev.gossip.fabric.privatedata.store.InMemoryPrivateDataStore;
import dev.gossip.fabric.privatedata.store.InMemoryTransientStore;
import dev.gossip.fabric.privatedata.store.PrivateWrites;
import dev.gossip.fabric.privatedata.store.TransientEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Pushing private data, and what becomes of it until its block arrives. */
class PrivateDataPushTest extends PrivateDataScenario {

    @Test
    void c15_aPushIsAcknowledgedWithItsNonceOnTheSameConnection() {
        PrivateDataSetup keeping = setup(collection("col", 0, 1, "Org1MSP"));
        Node endorser = start(1, 0, setup());
        Node keeper = start(1, 1, keeping);
        network.advance(JOINING);

        Delivery ack = ask(endorser, keeper, 4711, push("tx1", WRITES));

        assertThat(ack.message().body()).isEqualTo(Ack.OK);
        assertThat(ack.message().correlation().asLong()).isEqualTo(4711);
        assertThat(ack.message().topic().scope()).isEmpty();
        assertThat(ack.from().id()).contains(keeper.id());
        assertThat(keeping.pending().find("tx1")).hasSize(1);
    }

    @Test
    void c55_emptyWritesGetNoAckAndAFailingStoreOneWithItsReason() {
        PrivateDataSetup tiny = new PrivateDataSetup(
                PrivateCollections.NONE, new InMemoryTransientStore(600), new InMemoryPrivateDataStore(1_000));
        Node endorser = start(1, 0, setup());
        Node keeper = start(1, 1, tiny);
        network.advance(JOINING);

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> ask(endorser, keeper, 1, push("tx0", Bytes.empty())))
                .withMessageContaining("TimeoutException");
        assertThat(keeper.drops("empty-private-writes")).isEqualTo(1);

        assertThat(ask(endorser, keeper, 2, push("tx1", WRITES)).message().body())
                .isEqualTo(Ack.OK);
        long unmatched = unmatched(endorser);
        Ack refused = (Ack) ask(endorser, keeper, 3, push("tx2", Bytes.wrap(new byte[400])))
                .message()
                .body();
        assertThat(refused.error()).contains("full").contains("maxBytes 600");
        network.advance(Duration.ofSeconds(1));
        assertThat(unmatched(endorser)).isEqualTo(unmatched);
    }

    @Test
    void c16_withoutARequiredPeerNobodyIsWaitedFor() {
        PrivateCollection optional = collection("col", 0, 2, "Org1MSP");
        Node endorser = start(1, 0, setup(optional));
        startSilent(1, 1);
        startSilent(1, 2);
        network.advance(JOINING);

        CompletableFuture<Void> done = disseminate(endorser, "tx1", WRITES).toCompletableFuture();
        network.advance(Duration.ofMillis(100));
        assertThat(done).isCompleted();
    }

    @Test
    void c57_oneSilentTargetDoesNotKeepAnEndorsementWaiting() {
        PrivateCollection collection = collection("col", 1, 2, "Org1MSP", "Org2MSP");
        Node endorser = start(1, 0, setup(collection));
        PrivateDataSetup keeping = setup(collection);
        start(1, 1, keeping);
        startSilent(2, 0);
        network.advance(JOINING);

        CompletableFuture<Void> done = disseminate(endorser, "tx1", WRITES).toCompletableFuture();
        network.advance(Duration.ofMillis(500));

        assertThat(done).isCompleted();
        assertThat(keeping.pending().find("tx1"))
                .extracting(TransientEntry::writes)
                .containsExactly(new PrivateWrites("cc", "col", WRITES));
        assertThat(PrivateCollection.read(
                                "cc",
                                keeping.pending().find("tx1").get(0).config().orElseThrow())
                        .organisations())
                .isEqualTo(collection.organisations());
    }

    @Test
    void aRefusingTargetIsReplacedWhileTimeRemains() {
        PrivateCollection collection = collection("col", 1, 1, "Org1MSP", "Org2MSP");
        Node endorser = start(1, 0, setup(collection));
        PrivateDataSetup full = new PrivateDataSetup(
                PrivateCollections.NONE, new InMemoryTransientStore(0), new InMemoryPrivateDataStore(0));
        PrivateDataSetup keeping = setup(collection);
        start(1, 1, full);
        start(1, 2, full);
        start(2, 0, keeping);
        network.advance(JOINING);
        for (int i = 0; i < 5; i++) {
            await(disseminate(endorser, "tx" + i, WRITES));
            assertThat(keeping.pending().find("tx" + i)).hasSize(1);
        }
    }

    @Test
    void aPushThatFailsSaysHowManyAcknowledged() {
        Node endorser = start(1, 0, setup(collection("col", 2, 3, "Org1MSP")));
        start(1, 1, setup());
        network.advance(JOINING);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> await(disseminate(endorser, "tx1", WRITES)))
                .withCauseInstanceOf(GossipException.class)
                .withMessageContaining("requiredPeerCount 2 acknowledgements and got 0")
                .withMessageContaining("only 1 members");

        startSilent(1, 2);
        network.advance(JOINING);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> await(disseminate(endorser, "tx1", WRITES)))
                .withMessageContaining("requiredPeerCount 2 acknowledgements and got 1");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> await(endorser.channel()
                        .privateData()
                        .disseminate("tx1", 1, List.of(new PrivateWrites("cc", "nothing", WRITES)))))
                .withMessageContaining("no collection 'nothing'");
    }

    @Test
    void pendingDataIsForgottenAfterTheRetention() {
        PrivateDataConfig config = new PrivateDataConfig(
                Duration.ZERO, 2, Duration.ofSeconds(3), 10, 10, Duration.ofMinutes(1), true, false, 0, 1);
        PrivateDataSetup keeping = setup();
        Node pusher = start(1, 0, setup());
        Node keeper = start(1, 1, keeping, config);
        for (int i = 1; i <= 4; i++) {
            chain.add(List.of(SignedBlocks.transaction(TestNetwork.CHANNEL, "block " + i)));
        }
        network.advance(JOINING);
        submit(pusher, chain.blocks().subList(0, 1));
        network.advance(Duration.ofSeconds(2));
        // A height from the future is taken for the one that we have.
        ask(pusher, keeper, 1, new PrivateData("cc", "col", "tx1", WRITES, -1, Optional.empty()));
        assertThat(keeping.pending().find("tx1"))
                .extracting(TransientEntry::height)
                .containsExactly(1L);

        submit(pusher, chain.blocks().subList(1, 4));
        network.advance(Duration.ofSeconds(5));
        assertThat(keeping.pending().find("tx1")).hasSize(1);
        submit(pusher, chain.blocks().subList(4, 5));
        network.advance(Duration.ofSeconds(5));
        assertThat(keeping.pending().find("tx1")).isEmpty();
    }

    @Test
    void c60_closingEndsTheWaitForAcknowledgements() {
        Node endorser = start(1, 0, setup(collection("col", 1, 1, "Org1MSP")));
        startSilent(1, 1);
        network.advance(JOINING);
        CompletableFuture<Void> waiting = disseminate(endorser, "tx1", WRITES).toCompletableFuture();
        network.advance(Duration.ofMillis(100));
        assertThat(waiting).isNotDone();
        endorser.node().close();
        network.advance(Duration.ofSeconds(5));
        assertThat(waiting).isCompletedExceptionally();
        assertThat(disseminate(endorser, "tx2", WRITES).toCompletableFuture()).isCompletedExceptionally();
    }

    /** Answers that came in addition. */
    private static long unmatched(Node node) {
        return node.drops("unmatched-response") + node.drops("unhandled-body");
    }
}
