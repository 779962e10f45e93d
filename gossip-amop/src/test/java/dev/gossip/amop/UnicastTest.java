package dev.gossip.amop;

import static dev.gossip.amop.Subscribers.HELLO;
import static dev.gossip.amop.Subscribers.failure;
import static dev.gossip.amop.Subscribers.on;
import static dev.gossip.amop.Subscribers.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.gossip.amop.Subscribers.Noting;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One message to one subscriber, and exactly one result. */
class UnicastTest {

    @Test
    void f27_everySubscriberIsChosenEquallyOftenAndEachMessageIsDeliveredOnce() {
        TestNet net = TestNet.of(5, 27);
        List<Noting> subscribers = new ArrayList<>();
        for (int node = 0; node < 5; node++) {
            subscribers.add(on(net, node, "t"));
        }
        net.settle();
        int messages = 5_000;
        for (int i = 0; i < messages; i++) {
            reply(net.await(net.amop(0).publish("t", HELLO)));
        }
        // Five standard deviations of a binomial distribution with p = 1/5.
        double tolerance = 5 * Math.sqrt(messages * 0.2 * 0.8);
        assertThat(subscribers)
                .as("seed %s", net.seed)
                .allSatisfy(one -> assertThat((double) one.heard.size()).isCloseTo(1_000, offset(tolerance)));
        assertThat(subscribers.stream().mapToInt(one -> one.heard.size()).sum()).isEqualTo(messages);
    }

    @Test
    void f27_severalSubscribersOfOneNodeAreAllChosen() {
        TestNet net = TestNet.of(2, 127);
        List<Noting> subscribers = List.of(on(net, 1, "t"), on(net, 1, "t"), on(net, 1, "t"));
        net.settle();
        for (int i = 0; i < 100; i++) {
            reply(net.await(net.amop(0).publish("t", HELLO)));
        }
        assertThat(subscribers).allSatisfy(one -> assertThat(one.heard).hasSizeGreaterThan(15));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void f28_deadCandidatesAreFollowedByTheNextOneEachAskedOnce(long seed) {
        TestNet net = TestNet.of(
                5,
                seed,
                TestNet.CONFIG.withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(60)));
        for (int node = 1; node < 4; node++) {
            on(net, node, "t");
        }
        Noting alive = on(net, 4, "t");
        net.settle();
        for (int node = 1; node < 4; node++) {
            net.wire.stop(TestNet.id(node));
        }
        assertThat(reply(net.await(net.amop(0).publish("t", HELLO))))
                .as("seed %s", seed)
                .isEqualTo(alive.name);
        assertThat(alive.heard).hasSize(1);
        assertThat(net.nodes.get(0).asked)
                .contains(TestNet.id(4))
                .hasSizeLessThanOrEqualTo(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void f28_everyCandidateIsAskedBeforeThePublisherGivesUp() {
        TestNet net = TestNet.of(
                5,
                228,
                TestNet.CONFIG.withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(60)));
        for (int node = 1; node < 5; node++) {
            on(net, node, "t");
        }
        net.settle();
        for (int node = 1; node < 5; node++) {
            net.wire.stop(TestNet.id(node));
        }
        assertThat(failure(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(Reason.TIMEOUT);
        assertThat(net.nodes.get(0).asked)
                .containsExactlyInAnyOrder(TestNet.id(1), TestNet.id(2), TestNet.id(3), TestNet.id(4));
    }

    @Test
    void f28_aSubscriberThatFailsIsFollowedByTheNextOneOfItsNode() {
        TestNet net = TestNet.of(2, 28);
        List<String> asked = new ArrayList<>();
        net.await(net.amop(1).subscribe("t", delivery -> {
            asked.add("bad");
            throw new IllegalStateException("bad day");
        }));
        net.await(net.amop(1).subscribe("t", delivery -> {
            asked.add("worse");
            return CompletableFuture.failedStage(new IllegalStateException("worse day"));
        }));
        Noting good = on(net, 1, "t");
        net.settle();
        for (int i = 0; i < 30; i++) {
            assertThat(reply(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(good.name);
        }
        assertThat(asked).contains("bad", "worse");
    }

    @Test
    void f29_publisherAndSubscriberOnTheSameNodeReachEachOther() {
        TestNet net = TestNet.of(1, 29);
        Noting subscriber = on(net, 0, "t");
        assertThat(reply(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(subscriber.name);
        assertThat(net.await(net.amop(0).multicast("t", HELLO))).isEqualTo(1);
        net.settle();
        assertThat(subscriber.heard).extracting(AmopDelivery::multicast).containsExactly(false, true);
    }

    @Test
    void f37_aSubscriberThatPublishesToItsOwnTopicHearsItself() {
        TestNet net = TestNet.of(1, 37);
        List<AmopDelivery> heard = new ArrayList<>();
        AmopSession session = net.amop(0).open(delivery -> {
            heard.add(delivery);
            return CompletableFuture.completedStage(AmopReply.of(Bytes.utf8("me")));
        });
        net.await(session.topics(List.of("t")));
        assertThat(reply(net.await(session.publish("t", HELLO, Attributes.empty()))))
                .isEqualTo("me");
        net.await(session.multicast("t", HELLO, Attributes.empty()));
        net.settle();
        assertThat(heard).hasSize(2);
    }

    @Test
    void f30_withoutASubscriberTheReasonSaysSo() {
        TestNet net = TestNet.of(3, 30);
        on(net, 1, "other");
        net.settle();
        assertThat(failure(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(Reason.NO_SUBSCRIBER);
    }

    @Test
    void f30_aNodeWhoseSubscriberHasJustLeftSaysSo() {
        TestNet net = TestNet.of(2, 130);
        Noting subscriber = on(net, 1, "t");
        net.settle();
        subscriber.subscription.close();
        // The message overtakes the announcement that the topic is gone.
        assertThat(failure(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(Reason.NO_SUBSCRIBER);
    }

    @Test
    void f17_aRequestToANodeThatLeavesGoesToTheNextOneAtOnce() {
        TestNet net = TestNet.of(3, 17);
        List<CompletableFuture<Bytes>> silent = new ArrayList<>();
        net.await(net.amop(1).subscribe("t", delivery -> {
            silent.add(new CompletableFuture<>());
            return silent.get(silent.size() - 1);
        }));
        net.settle();
        CompletionStage<AmopResult> result = net.amop(0).publish("t", HELLO);
        net.run(Duration.ofMillis(10));
        assertThat(silent).hasSize(1);
        long before = net.time.nanoTime();
        net.kill(net.nodes.get(1));
        assertThat(failure(net.await(result))).isEqualTo(Reason.FAILED);
        assertThat(net.time.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(1));
        assertThat(failure(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(Reason.NO_SUBSCRIBER);
    }

    @Test
    void f17_nobodyAnswersInTime() {
        TestNet net = TestNet.of(2, 117);
        CompletableFuture<Bytes> late = new CompletableFuture<>();
        net.await(net.amop(1).subscribe("t", delivery -> late));
        net.settle();
        CompletionStage<AmopResult> result = net.amop(0).publish("t", HELLO);
        assertThat(failure(net.await(result))).isEqualTo(Reason.TIMEOUT);
        late.complete(HELLO);
        net.settle();
        assertThat(net.nodes.get(0).drops).isEmpty();
    }

    @Test
    void f17_anAnswerThatNobodyWaitsForIsCountedOnly() {
        TestNet net = TestNet.of(2, 217);
        Message stray = Message.of(Topic.named("t"), Opaque.of(HELLO), MessageKind.RESPONSE, Correlation.of(77));
        net.nodes.get(1).send(TestNet.ENDPOINT, TestNet.id(0), stray);
        net.settle();
        assertThat(net.nodes.get(0).dropped(DropReason.UNMATCHED_RESPONSE)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = SendResult.class,
            names = {"TOO_LARGE", "CONGESTED"})
    void aReplyThatCannotBeSentIsAFailureAtOnce(SendResult refusal) {
        TestNet net = TestNet.of(2, 5);
        on(net, 1, "t");
        net.settle();
        net.nodes.get(1).refuses = message -> message.body() instanceof Opaque ? refusal : SendResult.ACCEPTED;
        long before = net.time.nanoTime();
        AmopResult result = net.await(net.amop(0).publish("t", HELLO));
        assertThat(failure(result).name()).isEqualTo(refusal.name());
        assertThat(net.time.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void aProtocolThatRefusesAMessageCostsThatMessageOnly() {
        TestNet net = TestNet.of(2, 6);
        Noting subscriber = on(net, 1, "t");
        net.settle();
        for (TestNode node : net.nodes) {
            node.refuses = message -> {
                if (message.body() instanceof Opaque) {
                    throw new GossipException("not on this wire");
                }
                return SendResult.ACCEPTED;
            };
        }
        assertThat(failure(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(Reason.FAILED);
        assertThat(net.await(net.amop(0).multicast("t", HELLO))).isZero();
        net.nodes.get(0).refuses = message -> SendResult.ACCEPTED;
        assertThat(failure(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(Reason.FAILED);
        net.nodes.get(1).refuses = message -> SendResult.ACCEPTED;
        assertThat(reply(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(subscriber.name);
    }

    @Test
    void thePublishTimeoutBoundsEverything() {
        TestNet net = TestNet.of(
                5,
                3,
                TestNet.CONFIG.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(40)));
        for (int node = 1; node < 5; node++) {
            on(net, node, "t");
        }
        net.settle();
        for (int node = 1; node < 5; node++) {
            net.wire.stop(TestNet.id(node));
        }
        long before = net.time.nanoTime();
        assertThat(failure(net.await(net.amop(0).publish("t", HELLO)))).isEqualTo(Reason.TIMEOUT);
        assertThat(net.time.nanoTime() - before).isEqualTo(TimeUnit.SECONDS.toNanos(40));
    }

    @Test
    void attributesTravelThereAndBack() {
        Attributes.Key<String> key = new Attributes.Key<>("test.seq", String.class);
        TestNet net = TestNet.of(2, 4);
        List<AmopDelivery> heard = new ArrayList<>();
        AmopSession subscriber = net.amop(1).open(delivery -> {
            heard.add(delivery);
            return CompletableFuture.completedStage(
                    new AmopReply(HELLO, Attributes.empty().with(key, "back")));
        });
        net.await(subscriber.topics(List.of("t")));
        AmopSession publisher = net.amop(0).open(delivery -> new CompletableFuture<>());
        net.settle();
        AmopResult.Answered answer = (AmopResult.Answered)
                net.await(publisher.publish("t", HELLO, Attributes.empty().with(key, "there")));
        assertThat(heard.get(0).attributes().get(key)).contains("there");
        assertThat(heard.get(0).from()).contains(TestNet.id(0));
        assertThat(answer.reply().attributes().get(key)).contains("back");
        assertThat(answer.by()).contains(TestNet.id(1));
    }

    @Test
    void tenThousandMessagesOverALossyNetworkEndExactlyOnceEach() {
        TestNet net = TestNet.of(
                5,
                10_000,
                TestNet.CONFIG.withTimeouts(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofSeconds(2)));
        List<Noting> subscribers = new ArrayList<>();
        for (int node = 1; node < 5; node++) {
            subscribers.add(on(net, node, "t"));
        }
        net.settle();
        net.wire.loss(0.02);
        int messages = 10_000;
        int[] results = new int[messages];
        int[] answered = {0};
        for (int i = 0; i < messages; i++) {
            int number = i;
            net.amop(0).publish("t", Bytes.ofLong(i)).whenComplete((result, failure) -> {
                assertThat(failure).isNull();
                results[number]++;
                answered[0] += result.isAnswered() ? 1 : 0;
            });
            if (i % 100 == 99) {
                net.run(Duration.ofMillis(20));
            }
        }
        net.run(Duration.ofSeconds(3));
        assertThat(results).as("results per message, seed %s", net.seed).containsOnly(1);
        Set<Bytes> heard = new HashSet<>();
        subscribers.forEach(one -> one.heard.forEach(delivery -> heard.add(delivery.data())));
        // Four candidates, each of which fails with 4 %: nobody is left without an answer but in very bad luck.
        assertThat(answered[0]).isGreaterThan(9_990);
        assertThat(heard).hasSizeGreaterThanOrEqualTo(answered[0]);
        assertThat(net.await(net.amop(0).status()).pending()).isEqualTo(1);
    }

    @Test
    void tenThousandMessagesOverAGoodNetworkAreHeardOnceEach() {
        TestNet net = TestNet.of(2, 20_000);
        Noting subscriber = on(net, 1, "t");
        net.settle();
        int[] answered = {0};
        for (int i = 0; i < 10_000; i++) {
            net.amop(0).publish("t", Bytes.ofLong(i)).thenAccept(result -> answered[0] += result.isAnswered() ? 1 : 0);
            if (i % 128 == 127) {
                net.run(Duration.ofMillis(200));
            }
        }
        net.run(Duration.ofSeconds(1));
        assertThat(answered[0]).isEqualTo(10_000);
        assertThat(subscriber.heard)
                .hasSize(10_000)
                .extracting(AmopDelivery::data)
                .doesNotHaveDuplicates();
    }
}
