package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Recipients;
import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.OrbsNetwork.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static OrbsMessage message(String text) {
        return new OrbsMessage(
                OrbsTopic.TRANSACTION_RELAY,
                1,
                List.of(Bytes.utf8(text)),
                LinkPeer.unknown("orbs", PeerAddress.of("test", 1)));
    }

    @Test
    void o32_queuesHoldAsManyMessagesAsThoseOfOrbs() {
        assertThat(QueueLimits.DEFAULT.topicMessages())
                .containsOnly(
                        entry(OrbsTopic.TRANSACTION_RELAY, 200),
                        entry(OrbsTopic.BLOCK_SYNC, 10),
                        entry(OrbsTopic.LEAN_HELIX, 100),
                        entry(OrbsTopic.BENCHMARK_CONSENSUS, 20));
    }

    /** Everything is in the hands of the test: no thread runs, so no handler ever ends. */
    @Test
    void requestsForBlocksAreServedBesideOtherMessagesAndBounded() {
        Queue<Runnable> runners = new ArrayDeque<>();
        List<DropReason> drops = new ArrayList<>();
        List<Integer> handled = new ArrayList<>();
        TopicWorker worker = new TopicWorker(OrbsTopic.BLOCK_SYNC, QueueLimits.DEFAULT);
        worker.start(new TopicWorker.Runtime(runners::add, (reason, lost) -> drops.add(reason)));
        worker.subscribe("storage", each -> handled.add(each.type()));
        for (int i = 0; i < 50; i++) {
            worker.offer(blockSync(1 + 2 * (i % 2)));
        }
        assertThat(runners).as("threads that serve requests").hasSize(8);
        assertThat(worker.waiting()).isEqualTo(32);
        assertThat(drops).containsOnly(DropReason.MAILBOX_FULL).hasSize(50 - 32);
        worker.offer(blockSync(4));
        assertThat(runners).as("and one for everything else").hasSize(9);
        runners.forEach(Runnable::run);
        assertThat(handled).hasSize(33).contains(1, 3, 4);
        assertThat(worker.waiting()).isZero();
    }

    @Test
    void anAnswerIsHandledWhileEveryRequestIsBlocked() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(8);
        CountDownLatch answered = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            TopicWorker worker = new TopicWorker(OrbsTopic.BLOCK_SYNC, QueueLimits.DEFAULT);
            worker.start(new TopicWorker.Runtime(threads, (reason, lost) -> {}));
            worker.subscribe("storage", each -> {
                if (each.type() == 4) {
                    answered.countDown();
                } else {
                    blocked.countDown();
                    release.await();
                }
            });
            for (int i = 0; i < 20; i++) {
                worker.offer(blockSync(3));
            }
            worker.offer(blockSync(4));
            assertThat(blocked.await(30, TimeUnit.SECONDS))
                    .as("eight requests at a time")
                    .isTrue();
            assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(worker.waiting()).isEqualTo(12);
        } finally {
            release.countDown();
            threads.shutdownNow();
        }
    }

    private static OrbsMessage blockSync(int type) {
        return new OrbsMessage(
                OrbsTopic.BLOCK_SYNC, type, List.of(), LinkPeer.unknown("orbs", PeerAddress.of("test", 1)));
    }

    @Test
    void o32_aFullTopicDropsTheNewestAndDeliversTheRestInOrder() {
        Queue<Runnable> blocked = new ArrayDeque<>();
        List<DropReason> drops = new ArrayList<>();
        List<String> received = new ArrayList<>();
        TopicWorker worker = new TopicWorker(OrbsTopic.TRANSACTION_RELAY, QueueLimits.DEFAULT);
        worker.start(new TopicWorker.Runtime(blocked::add, (reason, lost) -> drops.add(reason)));
        worker.subscribe("service", each -> received.add(each.payloads().get(0).utf8()));
        for (int i = 0; i < 201; i++) {
            worker.offer(message("m" + i));
        }
        assertThat(worker.waiting()).isEqualTo(200);
        assertThat(drops).containsExactly(DropReason.MAILBOX_FULL);
        assertThat(blocked).hasSize(1);
        blocked.remove().run();
        assertThat(received)
                .isEqualTo(IntStream.range(0, 200).mapToObj(i -> "m" + i).toList());
        assertThat(worker.waiting()).isZero();
    }

    @Test
    void bytesThatWaitAreBoundedToo() {
        Queue<Runnable> blocked = new ArrayDeque<>();
        List<String> drops = new ArrayList<>();
        TopicWorker worker =
                new TopicWorker(OrbsTopic.TRANSACTION_RELAY, new QueueLimits(1, 4, Map.of(), 1_000, 1, 1, 1_000));
        worker.start(new TopicWorker.Runtime(blocked::add, (reason, lost) -> drops.add(lost.detail())));
        for (int i = 0; i < 3; i++) {
            worker.offer(message("x".repeat(2_000)));
        }
        assertThat(worker.waiting()).isEqualTo(1);
        assertThat(drops).hasSize(2).allMatch(detail -> detail.contains("topicBytes 1000"));
    }

    @Test
    void o33_aThrowingServiceStopsNobody() {
        try (OrbsNetwork network = OrbsNetwork.of(2)) {
            Node node = network.node(1);
            node.peer.unsubscribe(OrbsTopic.TRANSACTION_RELAY, "recorder");
            node.peer.subscribe(OrbsTopic.TRANSACTION_RELAY, "broken", each -> {
                throw new StackOverflowError("on purpose");
            });
            node.peer.subscribe(OrbsTopic.TRANSACTION_RELAY, "sound", node.received::add);
            network.node(0).send(Recipients.ALL, "one");
            network.node(0).send(Recipients.ALL, "two");
            network.advance(OrbsNetwork.SECOND);
            assertThat(node.texts()).containsExactly("one", "two");
            assertThat(node.drops(DropReason.HANDLER_FAILED)).isEqualTo(2);
        }
    }

    @Test
    void o34_aServiceIsCalledOncePerMessageUntilItUnsubscribes() {
        try (OrbsNetwork network = OrbsNetwork.of(2)) {
            Node node = network.node(1);
            List<OrbsMessage> calls = new ArrayList<>();
            OrbsHandler handler = calls::add;
            assertThat(node.peer
                            .subscribe(OrbsTopic.TRANSACTION_RELAY, "s", handler)
                            .hasReplaced())
                    .isFalse();
            assertThat(node.peer
                            .subscribe(OrbsTopic.TRANSACTION_RELAY, "s", handler)
                            .hasReplaced())
                    .isTrue();
            network.node(0).send(Recipients.ALL, "one");
            network.advance(OrbsNetwork.SECOND);
            assertThat(calls).hasSize(1);
            assertThat(node.peer.unsubscribe(OrbsTopic.TRANSACTION_RELAY, "s")).isTrue();
            assertThat(node.peer.unsubscribe(OrbsTopic.TRANSACTION_RELAY, "s")).isFalse();
            network.node(0).send(Recipients.ALL, "two");
            network.advance(OrbsNetwork.SECOND);
            assertThat(calls).hasSize(1);
            assertThat(node.texts()).containsExactly("one", "two");
        }
    }

    @Test
    void closingASubscriptionLeavesItsReplacementAlone() {
        try (OrbsNetwork network = OrbsNetwork.of(2)) {
            Node node = network.node(1);
            OrbsSubscription first = node.peer.subscribe(OrbsTopic.BLOCK_SYNC, "s", each -> {});
            List<OrbsMessage> calls = new ArrayList<>();
            OrbsSubscription second = node.peer.subscribe(OrbsTopic.BLOCK_SYNC, "s", calls::add);
            first.close();
            network.node(0).peer.send(OrbsTopic.BLOCK_SYNC, 3, Recipients.ALL, List.of());
            network.advance(OrbsNetwork.SECOND);
            assertThat(calls).hasSize(1);
            second.close();
            assertThat(node.peer.unsubscribe(OrbsTopic.BLOCK_SYNC, "s")).isFalse();
        }
    }

    @Test
    void aServiceMaySubscribeAnotherWhileItIsCalled() {
        try (OrbsNetwork network = OrbsNetwork.of(2)) {
            Node node = network.node(1);
            List<OrbsMessage> late = new ArrayList<>();
            node.peer.subscribe(
                    OrbsTopic.TRANSACTION_RELAY,
                    "first",
                    each -> node.peer.subscribe(OrbsTopic.TRANSACTION_RELAY, "second", late::add));
            network.node(0).send(Recipients.ALL, "one");
            network.node(0).send(Recipients.ALL, "two");
            network.advance(OrbsNetwork.SECOND);
            assertThat(late).extracting(each -> each.payloads().get(0).utf8()).containsExactly("two");
        }
    }
}
