package dev.gossip.pull;

import static dev.gossip.pull.Items.id;
import static dev.gossip.pull.Items.item;
import static dev.gossip.pull.Items.link;
import static dev.gossip.pull.Items.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.body.Digest;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.Request;
import dev.gossip.api.body.Update;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PullResponderTest {

    private static final PullConfig SMALL = new PullConfig(
            Duration.ofSeconds(4),
            Duration.ofSeconds(1),
            Duration.ofMillis(1_500),
            Duration.ofSeconds(2),
            3,
            5,
            4,
            2,
            25);

    private final VirtualTime time = new VirtualTime();
    private final ScriptedPort port = new ScriptedPort(time);
    private final MemoryItems store = new MemoryItems();

    @Test
    void c36_aHelloIsAnsweredWithWhatTheAskerMayKnow() {
        store.with(1, 2, 3);
        PullResponder responder = responder(PullConfig.DEFAULT);

        assertThat(responder.onHello(link(node(1)), new Hello("block", 77)))
                .contains(new Digest("block", 77, List.of(id(1), id(3))));
    }

    @Test
    void nothingToOfferIsAnsweredBySilence() {
        store.with(2);
        PullResponder responder = responder(PullConfig.DEFAULT);

        assertThat(responder.onHello(link(node(1)), new Hello("block", 77))).isEmpty();
        assertThat(responder.onRequest(link(node(1)), new Request("block", 77, List.of(id(1), id(2)))))
                .isEmpty();
        assertThat(port.drops).isEmpty();
    }

    @Test
    void c36_aRequestIsAnsweredUntilItsHelloIsForgotten() {
        store.with(1, 2, 3);
        PullResponder responder = responder(PullConfig.DEFAULT);
        responder.onHello(link(node(1)), new Hello("block", 77));
        Request request = new Request("block", 77, List.of(id(1), id(1), id(2), id(4)));

        time.advance(Duration.ofMillis(1_500));
        assertThat(responder.onRequest(link(node(1)), request)).contains(new Update("block", 77, List.of(item(1))));
        time.advance(Duration.ofMillis(1));
        assertThat(responder.onRequest(link(node(1)), request)).isEmpty();
        assertThat(port.drops).containsExactly(PullDrops.LATE_REQUEST);
    }

    @Test
    void aNonceIsGoodOnlyWithThePeerThatSaidHello() {
        store.with(1);
        PullResponder responder = responder(PullConfig.DEFAULT);
        responder.onHello(link(node(1)), new Hello("block", 77));

        assertThat(responder.onRequest(link(node(2)), new Request("block", 77, List.of(id(1)))))
                .isEmpty();
        assertThat(responder.onRequest(link(node(1)), new Request("block", 78, List.of(id(1)))))
                .isEmpty();
        assertThat(port.drops).containsExactly(PullDrops.UNKNOWN_NONCE, PullDrops.UNKNOWN_NONCE);
    }

    @Test
    void c38_strangersAreNotServed() {
        store.with(1);
        PullResponder responder = responder(PullConfig.DEFAULT);
        LinkPeer nameless = LinkPeer.unknown(Items.ENDPOINT, PeerAddress.of("somewhere", 1));

        assertThat(responder.onHello(link(node(9)), new Hello("block", 1))).isEmpty();
        assertThat(responder.onHello(nameless, new Hello("block", 1))).isEmpty();
        assertThat(responder.onRequest(link(node(9)), new Request("block", 1, List.of(id(1)))))
                .isEmpty();
        assertThat(port.drops).hasSize(3).containsOnly(PullDrops.NOT_SERVED);
    }

    @Test
    void aPeerCannotFillTheTableForOthers() {
        store.with(1);
        PullResponder responder = responder(SMALL);
        for (int nonce = 1; nonce <= 50; nonce++) {
            responder.onHello(link(node(1)), new Hello("block", nonce));
        }
        assertThat(port.drops).hasSize(48).containsOnly(PullDrops.TOO_MANY_HELLOS);
        assertThat(responder.onHello(link(node(2)), new Hello("block", 1))).isPresent();

        time.advance(Duration.ofMillis(1_501));
        assertThat(responder.onHello(link(node(1)), new Hello("block", 99)))
                .as("there is room once the old ones are past their time")
                .isPresent();
    }

    @Test
    void theTableIsBoundedForAllPeersTogether() {
        HelloTable table = new HelloTable(SMALL);
        for (int peer = 0; peer < 1_000; peer++) {
            table.remember(node(peer), peer, 0);
        }
        assertThat(table.size()).isEqualTo(SMALL.maxHellos());
        assertThat(table.remember(node(5_000), 1, SMALL.requestWait().toNanos() + 1))
                .isTrue();
        assertThat(table.find(node(0), 0, 1)).isEqualTo(HelloTable.Standing.UNKNOWN);
    }

    @Test
    void aRepeatedHelloCountsOnceAndStartsItsTimeAnew() {
        HelloTable table = new HelloTable(SMALL);
        for (int i = 0; i < 10; i++) {
            assertThat(table.remember(node(1), 7, i)).isTrue();
        }
        assertThat(table.size()).isOne();
        assertThat(table.find(node(1), 7, SMALL.requestWait().toNanos() + 9)).isEqualTo(HelloTable.Standing.CURRENT);
    }

    @Test
    void aLongDigestIsCutToARandomPartSoThatEveryIdGetsItsTurn() {
        store.with(LongStream.range(0, 20).map(i -> 2 * i + 1).toArray());
        PullResponder responder = responder(SMALL);
        Set<Bytes> offered = new HashSet<>();
        for (int round = 0; round < 50; round++) {
            Optional<Digest> digest = responder.onHello(link(node(1)), new Hello("block", round + 1));
            assertThat(digest.orElseThrow().ids()).hasSize(5).doesNotHaveDuplicates();
            offered.addAll(digest.get().ids());
            time.advance(Duration.ofSeconds(4));
        }
        assertThat(offered).hasSize(20);
    }

    @Test
    void anUpdateIsCutByBytesButNeverToNothing() {
        for (int number = 1; number <= 9; number += 2) {
            store.put(item(number, 10));
        }
        store.put(item(11, 1_000));
        PullResponder responder = responder(SMALL);
        responder.onHello(link(node(1)), new Hello("block", 7));

        assertThat(responder.onRequest(link(node(1)), new Request("block", 7, List.of(id(1), id(3), id(5), id(7)))))
                .contains(new Update("block", 7, List.of(item(1), item(3))));
        assertThat(responder.onRequest(link(node(1)), new Request("block", 7, List.of(id(11), id(1)))))
                .contains(new Update("block", 7, List.of(item(11, 1_000))));
    }

    @Test
    void ofALongRequestOnlyTheFirstIdsAreRead() {
        store.with(1);
        PullResponder responder = responder(SMALL);
        responder.onHello(link(node(1)), new Hello("block", 7));
        List<Bytes> ids = List.of(id(3), id(5), id(7), id(9), id(11), id(1));

        assertThat(responder.onRequest(link(node(1)), new Request("block", 7, ids)))
                .isEmpty();
        assertThat(port.drops).containsExactly(PullDrops.TOO_MANY_IDS);
    }

    /** Serves everybody but node 9, and offers odd numbers only. */
    private PullResponder responder(PullConfig config) {
        PullSpec spec = PullSpec.of("block", Items.ENDPOINT, Items.CHANNEL, store, Items::idOf)
                .config(config)
                .served(peer -> !peer.id().equals(Optional.of(node(9))))
                .offered((peer, id) -> Long.parseLong(id.utf8()) % 2 == 1)
                .build();
        return new PullResponder(spec, port, new SplittableRandom(1), PullMeter.of(MetricsSink.NONE, spec));
    }
}
