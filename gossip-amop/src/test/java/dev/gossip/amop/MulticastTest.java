package dev.gossip.amop;

import static dev.gossip.amop.Subscribers.HELLO;
import static dev.gossip.amop.Subscribers.failure;
import static dev.gossip.amop.Subscribers.on;
import static dev.gossip.amop.Subscribers.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.amop.Subscribers.Noting;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.api.body.Opaque;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** One message to everybody, slow subscribers, and what becomes of calls when the node is full or gone. */
class MulticastTest {

    @Test
    void f31_everySubscriberOnEveryNodeHearsItOnce() {
        TestNet net = TestNet.of(5, 31);
        List<Noting> subscribers = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
            subscribers.add(on(net, node, "t"));
            subscribers.add(on(net, node, "t"));
        }
        Noting other = on(net, 4, "other");
        net.settle();
        // Two local subscribers and three other nodes.
        assertThat(net.await(net.amop(0).multicast("t", HELLO))).isEqualTo(5);
        net.settle();
        assertThat(subscribers).allSatisfy(one -> assertThat(one.heard).hasSize(1));
        assertThat(subscribers.get(7).heard.get(0).multicast()).isTrue();
        assertThat(other.heard).isEmpty();
    }

    @Test
    void f31_aPublisherWithoutListenersIsToldSo() {
        TestNet net = TestNet.of(3, 131);
        assertThat(net.await(net.amop(0).multicast("t", HELLO))).isZero();
    }

    @Test
    void aMulticastThatArrivesTooLateIsCounted() {
        TestNet net = TestNet.of(2, 231);
        net.nodes.get(1).send(TestNet.ENDPOINT, TestNet.id(0), Message.of(Topic.named("t"), Opaque.of(HELLO)));
        net.run(Duration.ofMillis(10));
        assertThat(net.nodes.get(0).dropped(AmopDrops.NO_SUBSCRIBER)).isEqualTo(1);
    }

    @Test
    void f44_aSlowSubscriberIsBoundedAndOthersAreUnaffected() {
        AmopConfig config = TestNet.CONFIG.withLimits(AmopLimits.DEFAULT.withMessages(1 << 20, 10, 10_000, 1_000));
        TestNet net = TestNet.of(2, 44, config);
        List<AmopDelivery> begun = new ArrayList<>();
        CompletableFuture<Bytes> end = new CompletableFuture<>();
        var slow = net.await(net.amop(1).subscribe("t", delivery -> {
            begun.add(delivery);
            return end;
        }));
        Noting quick = on(net, 1, "t");
        net.settle();
        for (int i = 0; i < 500; i++) {
            net.amop(0).multicast("t", HELLO);
            net.run(Duration.ofMillis(2));
        }
        assertThat(quick.heard).hasSize(500);
        assertThat(begun).hasSize(1);
        assertThat(slow.pending()).isEqualTo(10);
        assertThat(slow.dropped()).isEqualTo(490);
        assertThat(net.nodes.get(1).dropped(AmopDrops.SLOW_SUBSCRIBER)).isEqualTo(490);
        // What it had no time for is given up; the one that it has stays with it.
        net.run(Duration.ofSeconds(30));
        assertThat(slow.pending()).isEqualTo(1);
        end.complete(HELLO);
        net.run(Duration.ofMillis(10));
        assertThat(slow.pending()).isZero();
    }

    @Test
    void f44_aSessionThatNeverAnswersGetsNewMessagesOnceOldOnesAreGivenUp() {
        AmopConfig config = TestNet.CONFIG.withLimits(AmopLimits.DEFAULT.withMessages(1 << 20, 4, 10_000, 1_000));
        TestNet net = TestNet.of(1, 144, config);
        List<AmopDelivery> heard = new ArrayList<>();
        AmopSession dead = net.amop(0).open(delivery -> {
            heard.add(delivery);
            return new CompletableFuture<>();
        });
        net.await(dead.topics(List.of("t")));
        List<CompletionStage<AmopResult>> results = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            results.add(net.amop(0).publish("t", HELLO));
        }
        net.run(Duration.ofMillis(1));
        assertThat(heard).hasSize(4);
        assertThat(dead.pending()).isEqualTo(4);
        assertThat(failure(net.await(results.get(5)))).isEqualTo(Reason.CONGESTED);
        assertThat(failure(net.await(results.get(0)))).isEqualTo(Reason.TIMEOUT);
        net.run(Duration.ofSeconds(1));
        assertThat(dead.pending()).isZero();
        net.amop(0).publish("t", HELLO);
        net.run(Duration.ofMillis(1));
        assertThat(heard).hasSize(5);
    }

    @Test
    void f44_aFullSubscriberIsFollowedByTheNextOne() {
        AmopConfig config = TestNet.CONFIG.withLimits(AmopLimits.DEFAULT.withMessages(1 << 20, 1, 10_000, 1_000));
        TestNet net = TestNet.of(2, 244, config);
        net.await(net.amop(1).subscribe("t", delivery -> new CompletableFuture<>()));
        net.settle();
        net.amop(0).publish("t", HELLO);
        net.run(Duration.ofMillis(10));
        Noting free = on(net, 1, "t");
        for (int i = 0; i < 20; i++) {
            assertThat(reply(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(free.name);
        }
    }

    @Test
    void f44_theBytesThatWaitForASubscriberAreBoundedToo() {
        TestNet net = TestNet.of(1, 344);
        AmopSession slow = net.amop(0).open(delivery -> new CompletableFuture<>());
        net.await(slow.topics(List.of("t")));
        // 10 MiB each; the default allows 32 MiB.
        Bytes large = Bytes.wrap(new byte[10 << 20]);
        for (int i = 0; i < 5; i++) {
            net.amop(0).multicast("t", large);
        }
        net.run(Duration.ofMillis(1));
        assertThat(slow.pending()).isEqualTo(3);
        assertThat(slow.dropped()).isEqualTo(2);
        net.run(Duration.ofSeconds(6));
        assertThat(slow.pending()).isZero();
        net.amop(0).multicast("t", large);
        net.run(Duration.ofMillis(1));
        assertThat(slow.pending()).isEqualTo(1);
    }

    @Test
    void oneSessionDoesNotTakeTheRoomOfOthers() {
        AmopConfig config = TestNet.CONFIG.withLimits(AmopLimits.DEFAULT.withMessages(1 << 20, 100, 20, 5));
        TestNet net = TestNet.of(1, 6, config);
        AmopSession silent = net.amop(0).open(delivery -> new CompletableFuture<>());
        net.await(silent.topics(List.of("silent")));
        on(net, 0, "t");
        AmopSession greedy = net.amop(0).open(delivery -> new CompletableFuture<>());
        List<AmopResult> results = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            greedy.publish("silent", HELLO, Attributes.empty()).thenAccept(results::add);
        }
        assertThat(results)
                .hasSize(45)
                .allSatisfy(one -> assertThat(failure(one)).isEqualTo(Reason.CONGESTED));
        assertThat(net.await(net.amop(0).publish("t", HELLO)).isAnswered()).isTrue();
        net.run(Duration.ofSeconds(6));
        assertThat(results).hasSize(50);
        greedy.publish("t", HELLO, Attributes.empty()).thenAccept(results::add);
        net.run(Duration.ofSeconds(1));
        assertThat(results.get(50).isAnswered()).isTrue();
    }

    @Test
    void whatIsTooLargeIsRefusedNamingTheLimit() {
        AmopConfig config = TestNet.CONFIG.withLimits(AmopLimits.DEFAULT.withMessages(100, 10, 10, 1_000));
        TestNet net = TestNet.of(2, 1, config);
        Noting subscriber = on(net, 1, "t");
        net.settle();
        Bytes large = Bytes.wrap(new byte[101]);
        AmopResult.Failed failed = (AmopResult.Failed) net.await(net.amop(0).publish("t", large));
        assertThat(failed.failure().reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(failed.failure().detail()).contains("101", "100", "dataBytes");
        assertThat(net.await(net.amop(0).multicast("t", large))).isZero();
        assertThat(subscriber.heard).isEmpty();
    }

    @Test
    void tooManyCallsUnderWayAreCongestion() {
        AmopConfig config = TestNet.CONFIG.withLimits(AmopLimits.DEFAULT.withMessages(100, 10, 5, 1_000));
        TestNet net = TestNet.of(1, 2, config);
        List<AmopResult> results = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            net.amop(0).publish("t", HELLO).thenAccept(results::add);
        }
        assertThat(results)
                .hasSize(3)
                .allSatisfy(one -> assertThat(failure(one)).isEqualTo(Reason.CONGESTED));
        net.run(Duration.ofMillis(1));
        assertThat(results).hasSize(8);
        assertThat(failure(results.get(7))).isEqualTo(Reason.NO_SUBSCRIBER);
    }

    @Test
    void callsEndWhenTheNodeStopsAndAfterwards() {
        TestNet net = TestNet.of(2, 3);
        net.await(net.amop(1).subscribe("t", delivery -> new CompletableFuture<>()));
        net.settle();
        List<AmopResult> results = new ArrayList<>();
        net.amop(0).publish("t", HELLO).thenAccept(results::add);
        net.run(Duration.ofMillis(10));
        assertThat(results).isEmpty();
        net.nodes.get(0).extension.stop();
        net.amop(0).publish("t", HELLO).thenAccept(results::add);
        assertThat(results)
                .hasSize(2)
                .allSatisfy(one -> assertThat(failure(one)).isEqualTo(Reason.FAILED));
        net.run(Duration.ofMinutes(2));
        assertThat(results).hasSize(2);
    }

    @Test
    void whatIsAskedForBeforeTheNodeRunsFollowsInOrder() {
        TestNet net = new TestNet(4);
        TestNode node = new TestNode(net, TestNet.id(0), TestNet.CONFIG);
        AmopSession session = node.amop().open(delivery -> CompletableFuture.completedStage(AmopReply.of(HELLO)));
        session.topics(List.of("a"));
        session.topics(List.of("b"));
        CompletionStage<AmopResult> toA = session.publish("a", HELLO, Attributes.empty());
        CompletionStage<AmopResult> toB = session.publish("b", HELLO, Attributes.empty());
        node.start();
        assertThat(failure(net.await(toA))).isEqualTo(Reason.NO_SUBSCRIBER);
        assertThat(reply(net.await(toB))).isEqualTo("hello");
    }

    @Test
    void messagesOfOtherEndpointsGoElsewhere() {
        TestNet net = new TestNet(5);
        List<String> elsewhere = new ArrayList<>();
        TestNode node = new TestNode(net, TestNet.id(0), TestNet.CONFIG);
        node.extension.between(endpoint -> endpoint.equals("another"), (delivery, body) -> {
            elsewhere.add(delivery.message().topic().name());
            return CompletableFuture.failedStage(new GossipException("not of interest here"));
        });
        net.nodes.add(node);
        node.start();
        TestNode other = net.add(TestNet.CONFIG);
        other.send(TestNet.ENDPOINT, node.self, Message.of(Topic.named("t"), Opaque.of(HELLO)));
        net.run(Duration.ofMillis(10));
        assertThat(elsewhere).containsExactly("t");
    }

    @Test
    void f43_aRequestThatALimitKeepsBackIsCongestion() {
        TestNet net = TestNet.of(2, 43);
        on(net, 1, "t");
        net.settle();
        net.nodes.get(0).refuses = message -> SendResult.CONGESTED;
        assertThat(failure(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(Reason.CONGESTED);
        net.nodes.get(0).refuses = message -> SendResult.TOO_LARGE;
        assertThat(failure(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(Reason.TOO_LARGE);
    }

    /** Its own bytes for a message to one, times the nodes for one to all; nothing for what nobody hears. */
    @Test
    void f43_aClientOverItsLimitIsRefusedAsAWholeAndOthersAreNot() {
        TestNet net = TestNet.of(4, 143);
        List<Noting> all = List.of(on(net, 0, "t"), on(net, 0, "t"), on(net, 1, "t"), on(net, 2, "t"));
        List<Long> asked = new ArrayList<>();
        AmopSession limited = net.amop(0).open(new AmopClient() {
            @Override
            public CompletionStage<AmopReply> receive(AmopDelivery delivery) {
                return new CompletableFuture<>();
            }

            @Override
            public boolean mayPublish(long bytes) {
                asked.add(bytes);
                return false;
            }
        });
        net.settle();
        assertThat(failure(net.await(limited.publish("t", HELLO, Attributes.empty()))))
                .isEqualTo(Reason.CONGESTED);
        CompletableFuture<Integer> multicast =
                limited.multicast("t", HELLO, Attributes.empty()).toCompletableFuture();
        net.settle();
        assertThat(multicast)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(AmopRefusedException.class);
        assertThat(failure(net.await(limited.publish("nobody", HELLO, Attributes.empty()))))
                .isEqualTo(Reason.NO_SUBSCRIBER);
        assertThat(net.await(limited.multicast("nobody", HELLO, Attributes.empty())))
                .isZero();
        assertThat(asked).containsExactly((long) HELLO.length(), 3L * HELLO.length());
        assertThat(all).allSatisfy(one -> assertThat(one.heard).isEmpty());
        assertThat(net.await(net.amop(0).multicast("t", HELLO))).isEqualTo(4);
    }
}
