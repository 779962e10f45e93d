package dev.gossip.pull;

import static dev.gossip.pull.Items.id;
import static dev.gossip.pull.Items.item;
import static dev.gossip.pull.Items.link;
import static dev.gossip.pull.Items.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.NodeId;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Digest;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.Request;
import dev.gossip.api.body.Update;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PullInitiatorTest {

    private final VirtualTime time = new VirtualTime();
    private final ScriptedPort port = new ScriptedPort(time);
    private final MemoryItems store = new MemoryItems();
    private PullConfig config = PullConfig.DEFAULT;

    @Test
    void helloGoesToThreeRandomPartnersEveryIntervalWithNoncesOfTheirOwn() {
        port.partners = IntStream.range(0, 10).mapToObj(Items::node).toList();
        started();

        time.advance(Duration.ofMillis(3_999));
        assertThat(port.sent).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(port.targetsOf(Hello.class)).hasSize(3).doesNotHaveDuplicates();

        time.advance(Duration.ofSeconds(36));
        assertThat(port.sent(Hello.class)).hasSize(30).extracting(Hello::nonce).doesNotHaveDuplicates();
        assertThat(port.targetsOf(Hello.class).stream().distinct().count())
                .as("partners change from round to round")
                .isGreaterThan(6);
    }

    @Test
    void c39_aMissingIdIsRequestedFromOneOwnerWhenTheDigestWindowEnds() {
        PullEngine engine = inRound(node(1), node(2));
        for (int peer = 1; peer <= 2; peer++) {
            engine.onDigest(link(node(peer)), new Digest("block", nonce(peer), List.of(id(7), id(8))));
        }

        time.advance(Duration.ofMillis(999));
        assertThat(port.sent(Request.class)).isEmpty();
        time.advance(Duration.ofMillis(1));

        List<Request> requests = port.sent(Request.class);
        assertThat(requests).hasSizeBetween(1, 2);
        assertThat(requests.stream().flatMap(request -> request.ids().stream()))
                .containsExactlyInAnyOrder(id(7), id(8));
        for (int i = 0; i < requests.size(); i++) {
            int peer = port.targetsOf(Request.class).get(i).equals(node(1)) ? 1 : 2;
            assertThat(requests.get(i).nonce()).isEqualTo(nonce(peer));
        }
    }

    @Test
    void ownersAreChosenEvenly() {
        config = config.withPullPeers(4);
        PullEngine engine = inRound(node(1), node(2), node(3), node(4));
        List<Bytes> ids = IntStream.range(0, 4_000).mapToObj(Items::id).toList();
        for (int peer = 1; peer <= 4; peer++) {
            engine.onDigest(link(node(peer)), new Digest("block", nonce(peer), ids));
        }
        time.advance(config.digestWait());

        assertThat(port.sent(Request.class)).hasSize(4);
        // Binomial with mean 1000 and standard deviation 27: five deviations either way.
        assertThat(port.sent(Request.class))
                .allSatisfy(request -> assertThat(request.ids()).hasSizeBetween(863, 1_137));
    }

    @Test
    void c39_idsHeldOrUnwantedOrRepeatedAreNotRequested() {
        store.with(5);
        PullEngine engine = inRound(node(1));
        engine.onDigest(
                link(node(1)), new Digest("block", nonce(1), List.of(id(5), id(4), Bytes.utf8("x"), id(9), id(9))));
        time.advance(config.digestWait());

        assertThat(port.sent(Request.class))
                .singleElement()
                .extracting(Request::ids)
                .isEqualTo(List.of(id(9)));
    }

    @Test
    void whatArrivedByPushMeanwhileIsNotRequested() {
        PullEngine engine = inRound(node(1));
        engine.onDigest(link(node(1)), new Digest("block", nonce(1), List.of(id(9))));
        store.with(9);
        time.advance(config.digestWait());

        assertThat(port.sent(Request.class)).isEmpty();
    }

    @Test
    void c40_aDigestIsIgnoredIfItsNonceIsNotThatOfItsSender() {
        PullEngine engine = inRound(node(1), node(2));
        engine.onDigest(link(node(1)), new Digest("block", nonce(1) + 1, List.of(id(7))));
        engine.onDigest(link(node(2)), new Digest("block", nonce(1), List.of(id(7))));
        time.advance(config.digestWait());

        assertThat(port.drops).containsExactly(PullDrops.UNKNOWN_NONCE, PullDrops.UNKNOWN_NONCE);
        assertThat(port.sent(Request.class)).isEmpty();
    }

    @Test
    void onlyTheFirstDigestOfAPartnerCounts() {
        PullEngine engine = inRound(node(1));
        engine.onDigest(link(node(1)), new Digest("block", nonce(1), List.of(id(7))));
        engine.onDigest(link(node(1)), new Digest("block", nonce(1), List.of(id(8))));
        time.advance(config.digestWait());

        assertThat(port.drops).containsExactly(DropReason.DUPLICATE);
        assertThat(port.sent(Request.class))
                .singleElement()
                .extracting(Request::ids)
                .isEqualTo(List.of(id(7)));
    }

    @Test
    void aLateDigestIsCountedInEveryPhaseUntilTheNextRoundEnds() {
        PullEngine engine = inRound(node(1));
        long late = nonce(1);
        time.advance(config.digestWait());
        engine.onDigest(link(node(1)), new Digest("block", late, List.of(id(7))));
        time.advance(config.responseWait());
        engine.onDigest(link(node(1)), new Digest("block", late, List.of(id(7))));
        time.advance(Duration.ofSeconds(1));
        engine.onDigest(link(node(1)), new Digest("block", late, List.of(id(7))));

        assertThat(port.drops).containsExactly(PullDrops.LATE_DIGEST, PullDrops.LATE_DIGEST, PullDrops.LATE_DIGEST);
        time.advance(config.digestWait());
        assertThat(port.sent(Request.class)).isEmpty();
    }

    @Test
    void requestedItemsReachTheStoreOnceAndOthersDoNot() {
        PullEngine engine = requested(7, 8);
        Verdict verdict = update(engine, 1, item(7), item(99), item(7));
        update(engine, 1, item(7), item(8));

        assertThat(verdict).isEqualTo(Verdict.IGNORE);
        assertThat(store.added).containsExactly(List.of(id(7)), List.of(id(8)));
        assertThat(port.drops)
                .containsExactly(PullDrops.UNREQUESTED_ITEM, PullDrops.UNREQUESTED_ITEM, PullDrops.UNREQUESTED_ITEM);
    }

    @Test
    void c40_anUpdateFromAnotherPeerOrWithAnotherNonceOrTooEarlyIsIgnored() {
        PullEngine engine = inRound(node(1), node(2));
        engine.onDigest(link(node(1)), new Digest("block", nonce(1), List.of(id(7))));
        update(engine, 1, item(7));
        time.advance(config.digestWait());
        engine.onUpdate(link(node(2)), new Update("block", nonce(1), List.of(item(7))));
        engine.onUpdate(link(node(1)), new Update("block", nonce(1) + 1, List.of(item(7))));

        assertThat(store.added).isEmpty();
        assertThat(port.drops).hasSize(3).containsOnly(PullDrops.UNKNOWN_NONCE);
    }

    @Test
    void anUpdateAfterTheResponseWindowIsLate() {
        PullEngine engine = requested(7);
        time.advance(config.responseWait());
        update(engine, 1, item(7));

        assertThat(store.added).isEmpty();
        assertThat(port.drops).containsExactly(PullDrops.LATE_UPDATE);
    }

    @Test
    void aBadItemIsBlamedOnItsSenderAndAFailingStoreOnNobody() {
        PullEngine engine = requested(7, 8);
        store.good = item -> !Items.idOf(item).orElseThrow().equals(id(7));
        assertThat(update(engine, 1, item(7))).isEqualTo(Verdict.REJECT);
        assertThat(store.held).isEmpty();

        PullEngine other = requestedFrom(new FailingStore(store), 9);
        assertThat(update(other, 1, item(9))).isEqualTo(Verdict.IGNORE);
        assertThat(port.drops).contains(DropReason.HANDLER_FAILED);
    }

    @Test
    void aPartnerThatCouldNotBeGreetedIsNotWaitedFor() {
        port.accepting = (target, body) -> false;
        PullEngine engine = inRound(node(1));
        engine.onDigest(link(node(1)), new Digest("block", nonce(1), List.of(id(7))));
        time.advance(config.digestWait());

        assertThat(port.sent(Request.class)).isEmpty();
        assertThat(port.drops).containsExactly(PullDrops.UNKNOWN_NONCE);
    }

    @Test
    void ofALongDigestOnlyTheFirstIdsAreRead() {
        config = new PullConfig(
                config.pullInterval(),
                config.digestWait(),
                config.requestWait(),
                config.responseWait(),
                3,
                2,
                10,
                10,
                1_000);
        PullEngine engine = inRound(node(1));
        engine.onDigest(link(node(1)), new Digest("block", nonce(1), List.of(id(7), id(8), id(9))));
        time.advance(config.digestWait());

        assertThat(port.drops).containsExactly(PullDrops.TOO_MANY_IDS);
        assertThat(port.sent(Request.class).get(0).ids()).containsExactly(id(7), id(8));
    }

    @Test
    void aStoppedEngineSendsNothingAndKeepsNoTimer() {
        PullEngine engine = inRound(node(1));
        engine.stop();
        int before = port.sent.size();
        time.advance(Duration.ofMinutes(1));

        assertThat(port.sent).hasSize(before);
        assertThat(time.pendingTasks()).isZero();
    }

    private PullEngine started() {
        return started(store);
    }

    private PullEngine started(ItemStore items) {
        PullSpec spec = PullSpec.of("block", Items.ENDPOINT, Items.CHANNEL, items, Items::idOf)
                .config(config)
                .wanted(PullInitiatorTest::isFromFiveOn)
                .build();
        PullEngine engine = new PullEngine(spec, port, new SplittableRandom(42), PullMeter.of(MetricsSink.NONE, spec));
        engine.start();
        return engine;
    }

    private PullEngine inRound(NodeId... partners) {
        port.partners = Arrays.asList(partners);
        PullEngine engine = started();
        time.advance(config.pullInterval());
        return engine;
    }

    private PullEngine requested(long... numbers) {
        return requestedFrom(store, numbers);
    }

    private PullEngine requestedFrom(ItemStore items, long... numbers) {
        port.partners = List.of(node(1));
        port.sent.clear();
        PullEngine engine = started(items);
        time.advance(config.pullInterval());
        List<Bytes> ids = Arrays.stream(numbers).mapToObj(Items::id).toList();
        engine.onDigest(link(node(1)), new Digest("block", nonce(1), ids));
        time.advance(config.digestWait());
        return engine;
    }

    private Verdict update(PullEngine engine, int peer, Envelope... items) {
        return engine.onUpdate(link(node(peer)), new Update("block", nonce(peer), List.of(items)))
                .toCompletableFuture()
                .join();
    }

    /** The nonce of the newest hello to a peer. */
    private long nonce(int peer) {
        return port.sent.stream()
                .filter(sent -> sent.target().equals(node(peer)) && sent.body() instanceof Hello)
                .reduce((first, second) -> second)
                .map(sent -> ((Hello) sent.body()).nonce())
                .orElseThrow();
    }

    private static boolean isFromFiveOn(Bytes id) {
        return id.utf8().matches("[0-9]{1,18}") && Long.parseLong(id.utf8()) >= 5;
    }
}
