package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.body.Ack;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.fabric.TestNetwork.Node;
import dev.gossip.fabric.block.SignedBlocks;
import dev.gossip.fabric.codec.PrivateData;
import dev.gossip.fabric.codec.PrivateDataDigest;
import dev.gossip.fabric.codec.PrivateDataRequest;
import dev.gossip.fabric.codec.PrivateDataResponse;
import dev.gossip.fabric.privatedata.PrivateDataChannel;
import dev.gossip.fabric.privatedata.PrivateDataConfig;
import dev.gossip.fabric.privatedata.PrivateDataSetup;
import dev.gossip.fabric.privatedata.collection.PrivateCollection;
import dev.gossip.fabric.privatedata.collection.PrivateCollections;
import dev.gossip.fabric.privatedata.store.InMemoryPrivateDataStore;
import dev.gossip.fabric.privatedata.store.InMemoryTransientStore;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;
import dev.gossip.fabric.privatedata.store.PrivateDataStore;
import dev.gossip.fabric.privatedata.store.PrivateRecord;
import dev.gossip.fabric.privatedata.store.PrivateWrites;
import dev.gossip.fabric.privatedata.store.TransientEntry;
import dev.gossip.spi.store.OrderedStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.PrivatePayload;
import org.junit.jupiter.api.Test;

/** Private data of committed blocks: proven, given to members only, and found again. */
class PrivateDataKeepingTest extends PrivateDataScenario {

    @Test
    void pushedDataIsProvenByItsBlockAndKeptByMembersOnly() {
        PrivateCollection collection = collection("col", 1, 1, "Org1MSP");
        Node endorser = start(1, 0, setup(collection));
        PrivateDataSetup keeping = setup(collection);
        Node member = start(1, 1, keeping);
        Node outsider = start(2, 0, setup(collection));
        network.advance(JOINING);
        await(disseminate(endorser, "tx1", WRITES));
        chain.add("tx1", "cc", "col", WRITES);
        submit(endorser, chain.blocks());
        network.advance(Duration.ofSeconds(20));

        for (Node node : List.of(endorser, member)) {
            assertThat(first(node)).as(node.name()).contains(WRITES);
            assertThat(node.channel().privateData().missing(10)).isEmpty();
        }
        assertThat(keeping.pending().find("tx1")).isEmpty();
        assertThat(outsider.channel().height()).isEqualTo(2);
        assertThat(outsider.channel().privateData().height()).isEqualTo(2);
        assertThat(first(outsider)).isEmpty();
        assertThat(outsider.channel().privateData().missing(10)).isEmpty();
    }

    @Test
    void c56_onlyWhatTheAskerIsEntitledToIsReturnedAndDigestsAreEchoed() {
        PrivateCollection ours = collection("col", 0, 0, "Org1MSP");
        PrivateCollection shared = collection("shared", 0, 0, "Org1MSP", "Org2MSP");
        Node holder = start(1, 0, setup(ours, shared));
        Node colleague = start(1, 1, setup());
        Node foreign = start(2, 0, setup());
        network.advance(JOINING);
        await(holder.channel()
                .privateData()
                .disseminate(
                        "tx1",
                        1,
                        List.of(new PrivateWrites("cc", "col", WRITES), new PrivateWrites("cc", "shared", OTHER))));
        PrivateDataDigest secret = new PrivateDataDigest("tx1", "cc", "col", 1, 0);
        PrivateDataDigest open = new PrivateDataDigest("tx1", "cc", "shared", 1, 1);
        PrivateDataDigest unknown = new PrivateDataDigest("tx9", "cc", "shared", 1, 1);
        PrivateDataRequest request = new PrivateDataRequest(List.of(secret, unknown, open));
        PrivateDataResponse.Element secretElement = new PrivateDataResponse.Element(secret, List.of(WRITES));
        PrivateDataResponse.Element openElement = new PrivateDataResponse.Element(open, List.of(OTHER));

        // Before the block, by what came with the data.
        Delivery answer = ask(foreign, holder, 99, request);
        assertThat(answer.message().body()).isEqualTo(new PrivateDataResponse(List.of(openElement)));
        assertThat(answer.message().correlation().asLong()).isEqualTo(99);
        assertThat(ask(colleague, holder, 98, request).message().body())
                .isEqualTo(new PrivateDataResponse(List.of(secretElement, openElement)));

        // After it, by the collection's rules; a reconciling peer names no transaction.
        chain.add(List.of(
                chain.transaction("tx1", "cc", "col", PrivateBlocks.sha256(WRITES)),
                chain.transaction("tx2", "cc", "shared", PrivateBlocks.sha256(OTHER))));
        await(holder.channel().privateData().disseminate("tx2", 1, List.of(new PrivateWrites("cc", "shared", OTHER))));
        submit(holder, chain.blocks());
        network.advance(Duration.ofSeconds(2));
        PrivateDataDigest committedSecret = new PrivateDataDigest("", "cc", "col", 1, 0);
        PrivateDataDigest committedOpen = new PrivateDataDigest("", "cc", "shared", 1, 1);
        PrivateDataRequest later = new PrivateDataRequest(List.of(committedSecret, committedOpen));
        assertThat(ask(foreign, holder, 97, later).message().body())
                .isEqualTo(new PrivateDataResponse(
                        List.of(new PrivateDataResponse.Element(committedOpen, List.of(OTHER)))));
        assertThat(((PrivateDataResponse)
                                ask(colleague, holder, 96, later).message().body())
                        .elements())
                .hasSize(2);
    }

    @Test
    void whatOthersPushedUnderTheSameTransactionDoesNotHideTheData() {
        PrivateCollection collection = collection("col", 0, 0, "Org1MSP");
        PrivateDataSetup holding = setup(collection);
        Node holder = start(1, 0, holding);
        Node asker = start(1, 1, setup(collection));
        network.advance(JOINING);
        Optional<Bytes> config = Optional.of(collection.config());
        Optional<Bytes> broken = Optional.of(Bytes.concat(collection.config(), collection.config()));
        ask(asker, holder, 1, new PrivateData("cc", "col", "tx1", OTHER, 1, broken));
        ask(asker, holder, 2, new PrivateData("cc", "col", "tx1", OTHER, 1, config));
        ask(asker, holder, 3, new PrivateData("cc", "col", "tx1", WRITES, 1, config));

        PrivateDataDigest digest = new PrivateDataDigest("tx1", "cc", "col", 1, 0);
        assertThat(ask(asker, holder, 4, new PrivateDataRequest(List.of(digest)))
                        .message()
                        .body())
                .isEqualTo(new PrivateDataResponse(
                        List.of(new PrivateDataResponse.Element(digest, List.of(OTHER, WRITES)))));

        chain.add("tx1", "cc", "col", WRITES);
        submit(asker, chain.blocks());
        network.advance(Duration.ofSeconds(10));
        assertThat(first(asker)).contains(WRITES);
        assertThat(first(holder)).contains(WRITES);
        assertThat(holding.pending().find("tx1")).isEmpty();
    }

    @Test
    void c58_valuesWithAnotherHashAreNotKeptButRecordedAsMissing() {
        PrivateCollection collection = collection("col", 1, 1, "Org1MSP");
        // It gives a false value to whoever asks, and along with blocks.
        InMemoryPrivateDataStore lying = new InMemoryPrivateDataStore(1 << 20);
        PrivateDataSetup liarSetup = new PrivateDataSetup(
                PrivateCollections.of(collection),
                new InMemoryTransientStore(1 << 20),
                new TamperingStore(lying, OTHER));
        Node liar = start(1, 0, liarSetup);
        PrivateDataConfig impatient =
                PrivateDataConfig.DEFAULT.withSearch(Duration.ofSeconds(2), Duration.ofSeconds(30), true);
        network.advance(JOINING);
        liarSetup.pending().put(new TransientEntry("tx1", 1, new PrivateWrites("cc", "col", WRITES), Optional.empty()));
        chain.add("tx1", "cc", "col", WRITES);
        submit(liar, chain.blocks());
        network.advance(Duration.ofSeconds(2));

        PrivateDataSetup honestSetup = setup(collection);
        Node honest = start(1, 1, honestSetup, impatient);
        honestSetup
                .pending()
                .put(new TransientEntry("tx1", 1, new PrivateWrites("cc", "col", OTHER), Optional.empty()));
        network.advance(Duration.ofSeconds(60));

        assertThat(honest.channel().height()).isEqualTo(2);
        assertThat(first(honest)).isEmpty();
        assertThat(honest.channel().privateData().missing(10)).containsExactly(FIRST);
        assertThat(honest.drops("wrong-private-hash")).isPositive();
    }

    @Test
    void missingDataIsFoundAgainAsSoonAsSomebodyHasIt() {
        PrivateCollection collection = collection("col", 0, 0, "Org1MSP");
        PrivateDataConfig impatient =
                PrivateDataConfig.DEFAULT.withSearch(Duration.ofSeconds(2), Duration.ofMinutes(1), true);
        PrivateDataSetup lateSetup = setup(collection);
        Node first = start(1, 0, setup(collection), impatient);
        Node second = start(1, 1, setup(collection), impatient);
        network.advance(JOINING);
        for (int i = 1; i <= 25; i++) {
            chain.add("tx" + i, "cc", "col", Bytes.utf8("writes " + i));
            lateSetup
                    .pending()
                    .put(new TransientEntry(
                            "tx" + i, 1, new PrivateWrites("cc", "col", Bytes.utf8("writes " + i)), Optional.empty()));
        }
        submit(first, chain.blocks());
        network.advance(Duration.ofSeconds(10));
        assertThat(first.channel().privateData().missing(100)).hasSize(25);
        assertThat(second.channel().height()).isEqualTo(26);

        // A peer that got the pushes, and the blocks only now.
        start(1, 2, lateSetup);
        network.advance(Duration.ofMinutes(2));

        for (Node node : List.of(first, second)) {
            assertThat(node.channel().privateData().missing(100))
                    .as(node.name())
                    .isEmpty();
            assertThat(first(node)).contains(Bytes.utf8("writes 1"));
            assertThat(node.channel().privateData().read(new PrivateDataKey(25, 0, "cc", "col")))
                    .contains(Bytes.utf8("writes 25"));
        }
    }

    @Test
    void transferredBlocksBringThePrivateDataThatTheAskerMayHave() {
        PrivateCollection shared = collection("col", 0, 0, "Org1MSP", "Org2MSP");
        PrivateCollection ours = collection("ours", 0, 0, "Org1MSP");
        Node holder = start(1, 0, setup(shared, ours));
        network.advance(Duration.ofSeconds(5));
        await(disseminate(holder, "tx1", WRITES));
        await(holder.channel().privateData().disseminate("tx2", 1, List.of(new PrivateWrites("cc", "ours", OTHER))));
        chain.add("tx1", "cc", "col", WRITES);
        chain.add("tx2", "cc", "ours", OTHER);
        submit(holder, chain.blocks());
        network.advance(Duration.ofSeconds(2));

        // Nothing is asked for by name: what they have came along.
        PrivateDataConfig unasking = PrivateDataConfig.DEFAULT.withSearch(Duration.ZERO, Duration.ofMinutes(1), false);
        Node late = start(2, 0, setup(shared, ours), unasking);
        network.advance(Duration.ofSeconds(60));

        assertThat(late.channel().height()).isEqualTo(3);
        assertThat(first(late)).contains(WRITES);
        assertThat(late.channel().privateData().read(new PrivateDataKey(2, 0, "cc", "ours")))
                .isEmpty();
        assertThat(late.channel().privateData().height()).isEqualTo(3);
    }

    @Test
    void aRestartGoesOnWhereThePrivateDataStopped() {
        PrivateCollection collection = collection("col", 0, 0, "Org1MSP");
        PrivateDataSetup kept = setup(collection);
        Node holder = start(1, 0, setup(collection));
        network.advance(Duration.ofSeconds(5));
        await(disseminate(holder, "tx1", WRITES));
        chain.add("tx1", "cc", "col", WRITES);
        submit(holder, chain.blocks());

        // Its blocks were stored and its private data was not.
        OrderedStore blocks = new InMemoryOrderedStore();
        blocks.append(0, chain.blocks().get(0));
        blocks.append(1, chain.blocks().get(1));
        Node restarted = start(1, 1, blocks, Optional.of(kept), PrivateDataConfig.DEFAULT);
        network.advance(Duration.ofSeconds(70));

        assertThat(kept.store().height()).isEqualTo(2);
        assertThat(first(restarted)).contains(WRITES);
    }

    @Test
    void dataAboutToBePurgedIsNotAskedFor() {
        PrivateCollection brief = PrivateCollection.of("cc", "col", Set.of("Org1MSP"), 0, 0, 5);
        Node holder = start(1, 0, setup(brief));
        network.advance(Duration.ofSeconds(5));
        await(disseminate(holder, "tx1", WRITES));
        chain.add("tx1", "cc", "col", WRITES);
        submit(holder, chain.blocks());
        network.advance(Duration.ofSeconds(2));
        assertThat(first(holder)).contains(WRITES);

        PrivateDataSetup setup = setup(brief);
        OrderedStore blocks = new InMemoryOrderedStore();
        blocks.append(0, chain.blocks().get(0));
        blocks.append(1, chain.blocks().get(1));
        Node late = start(1, 1, blocks, Optional.of(setup), PrivateDataConfig.DEFAULT);
        network.advance(Duration.ofMinutes(3));
        // blockToLive 5 is within btlPullMargin 10 of every height.
        assertThat(late.channel().privateData().missing(10)).containsExactly(FIRST);

        for (int i = 2; i <= 7; i++) {
            chain.add(List.of(SignedBlocks.transaction(TestNetwork.CHANNEL, "block " + i)));
        }
        submit(holder, chain.blocks().subList(2, 8));
        network.advance(Duration.ofSeconds(10));
        assertThat(first(holder)).isEmpty();
        assertThat(late.channel().privateData().missing(10)).isEmpty();
    }

    @Test
    void requestsOfThoseWhoAreNoMembersOrAskForTooMuchAreDropped() {
        Node holder = start(1, 0, setup());
        Node asker = start(1, 1, setup());
        network.advance(JOINING);
        PrivateDataDigest digest = new PrivateDataDigest("tx", "cc", "col", 1, 0);
        PrivateDataRequest huge = new PrivateDataRequest(
                Stream.generate(() -> digest).limit(10_001).toList());
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> ask(asker, holder, 5, huge))
                .withMessageContaining("TimeoutException");
        assertThat(holder.drops("too-many-private-digests")).isEqualTo(1);
        assertThat(ask(asker, holder, 6, new PrivateDataRequest(List.of()))
                        .message()
                        .body())
                .isEqualTo(new PrivateDataResponse(List.of()));
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(() -> startSilent(1, 2).channel().privateData())
                .withMessageContaining("privateData(...)");
    }

    @Test
    void whatARealPeerPushedIsKeptOnceItsRealBlockArrives() throws InvalidProtocolBufferException {
        PrivateDataSetup keeping = setup();
        Node pusher = network.start(1, 0);
        Node keeper = network.start(
                1, 1, new InMemoryOrderedStore(), endpoint -> {}, channel -> channel.privateData(keeping));
        network.advance(JOINING);
        PrivatePayload captured = GossipMessage.parseFrom(Envelope.parseFrom(
                                Resources.bytes("real/private-data-push.pb").toByteArray())
                        .getPayload())
                .getPrivateData()
                .getPayload();
        Bytes rwset = Bytes.wrap(captured.getPrivateRwset().toByteArray());
        PrivateData push = new PrivateData(
                captured.getNamespace(),
                captured.getCollectionName(),
                captured.getTxId(),
                rwset,
                captured.getPrivateSimHeight(),
                Optional.of(Bytes.wrap(captured.getCollectionConfigs().toByteArray())));
        assertThat(ask(pusher, keeper, 1, push).message().body()).isEqualTo(Ack.OK);

        submit(pusher, TestNetwork.BLOCKS);
        network.advance(Duration.ofMinutes(2));

        PrivateDataChannel data = keeper.channel().privateData();
        assertThat(data.height()).isEqualTo(6);
        List<Long> held = Stream.of(1L, 2L, 3L, 4L, 5L)
                .filter(block -> data.read(new PrivateDataKey(block, 0, "_lifecycle", "_implicit_org_Org1MSP"))
                        .filter(rwset::equals)
                        .isPresent())
                .toList();
        assertThat(held).containsExactly(captured.getPrivateSimHeight());
        assertThat(data.missing(10)).hasSize(4);
    }

    @Test
    void aFailingStoreHaltsPrivateDataAndNothingElse() {
        PrivateCollection collection = collection("col", 0, 0, "Org1MSP");
        TamperingStore broken = new TamperingStore(new InMemoryPrivateDataStore(1 << 20), OTHER) {
            @Override
            public void commit(long block, List<PrivateRecord> records) {
                throw new IllegalStateException("disk full");
            }
        };
        Node node = start(
                1,
                0,
                new PrivateDataSetup(PrivateCollections.of(collection), new InMemoryTransientStore(1 << 20), broken));
        network.advance(Duration.ofSeconds(2));
        assertThat(node.channel().privateData().halted()).isEmpty();
        chain.add("tx1", "cc", "col", WRITES);
        submit(node, chain.blocks());
        network.advance(Duration.ofSeconds(2));

        assertThat(node.channel().height()).isEqualTo(2);
        assertThat(node.channel().status().isHealthy()).isTrue();
        assertThat(node.channel().privateData().halted())
                .get()
                .asString()
                .contains("block 0")
                .contains("disk full");
    }

    @Test
    void aStoreThatCannotBeReadCostsPrivateDataAndNotTheTransferOfBlocks() {
        PrivateDataStore broken = new TamperingStore(new InMemoryPrivateDataStore(1 << 20), OTHER) {
            @Override
            public long height() {
                throw new IllegalStateException("disk broken");
            }
        };
        PrivateDataSetup setup =
                new PrivateDataSetup(PrivateCollections.NONE, new InMemoryTransientStore(1 << 20), broken);
        Node server = start(1, 0, setup);
        Node late = startSilent(2, 0);
        network.advance(JOINING);
        submit(server, chain.blocks());
        network.advance(Duration.ofSeconds(20));

        assertThat(late.channel().height()).isEqualTo(1);
        assertThat(server.channel().privateData().halted()).get().asString().contains("cannot be read");
        assertThat(disseminate(server, "tx1", WRITES).toCompletableFuture()).isCompletedExceptionally();
    }

    /** Whatever it is asked for, it gives something else. */
    private static class TamperingStore implements PrivateDataStore {

        private final InMemoryPrivateDataStore inner;
        private final Bytes given;

        TamperingStore(InMemoryPrivateDataStore inner, Bytes given) {
            this.inner = inner;
            this.given = given;
        }

        @Override
        public long height() {
            return inner.height();
        }

        @Override
        public void commit(long block, List<PrivateRecord> records) {
            inner.commit(block, records);
        }

        @Override
        public void fill(PrivateDataKey key, Bytes rwset) {
            inner.fill(key, rwset);
        }

        @Override
        public Optional<Bytes> read(PrivateDataKey key) {
            return inner.read(key).map(value -> given);
        }

        @Override
        public List<PrivateRecord> block(long block) {
            return inner.block(block).stream()
                    .map(held -> new PrivateRecord(held.key(), Optional.of(given), held.expiry()))
                    .toList();
        }

        @Override
        public List<PrivateDataKey> missing(long below, int blocks) {
            return inner.missing(below, blocks);
        }
    }
}
