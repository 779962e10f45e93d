package dev.gossip.amop;

import static dev.gossip.amop.Subscribers.HELLO;
import static dev.gossip.amop.Subscribers.failure;
import static dev.gossip.amop.Subscribers.on;
import static dev.gossip.amop.Subscribers.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.amop.Subscribers.Noting;
import dev.gossip.api.Attributes;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.api.body.TopicList;
import dev.gossip.api.observe.DropReason;
import dev.gossip.state.status.StatusSyncConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who has which topics, here and elsewhere, and how much of it is kept. */
class TopicSyncTest {

    private static final Duration PERIOD = StatusSyncConfig.DEFAULT.announceInterval();

    @ParameterizedTest
    @EnumSource(StatusSyncConfig.Exchange.class)
    void f26_subscribingAndLeavingIsSeenElsewhereWithinOnePeriod(StatusSyncConfig.Exchange exchange) {
        TestNet net = new TestNet(26);
        net.sync = StatusSyncConfig.DEFAULT.withExchange(exchange);
        net.add(TestNet.CONFIG);
        net.add(TestNet.CONFIG);
        Noting subscriber = on(net, 0, "t");
        net.run(PERIOD);
        assertThat(reply(net.await(net.amop(1).publish("t", HELLO)))).isEqualTo(subscriber.name);
        subscriber.subscription.close();
        net.run(PERIOD);
        assertThat(remoteTopics(net, 1)).isZero();
        assertThat(failure(net.await(net.amop(1).publish("t", HELLO)))).isEqualTo(Reason.NO_SUBSCRIBER);
    }

    @Test
    void f26_aSessionReplacesItsTopicsAndTakesThemWithIt() {
        TestNet net = TestNet.of(2, 126);
        AmopSession session = net.amop(0).open(delivery -> CompletableFuture.completedStage(AmopReply.of(HELLO)));
        assertThat(net.await(session.topics(List.of("a", "b")))).isEmpty();
        net.run(PERIOD);
        assertThat(reply(net.await(net.amop(1).publish("a", HELLO)))).isEqualTo("hello");
        assertThat(net.await(session.topics(List.of("b", "c")))).isEmpty();
        net.run(PERIOD);
        assertThat(failure(net.await(net.amop(1).publish("a", HELLO)))).isEqualTo(Reason.NO_SUBSCRIBER);
        assertThat(reply(net.await(net.amop(1).publish("c", HELLO)))).isEqualTo("hello");
        session.close();
        session.close();
        net.run(PERIOD);
        assertThat(remoteTopics(net, 1)).isZero();
        assertThat(net.await(session.topics(List.of("b")))).containsExactly("b");
    }

    @Test
    void f20_theTopicsOfANodeThatLeavesAreForgottenAndComeBackWithIt() {
        TestNet net = TestNet.of(3, 20);
        on(net, 1, "t");
        net.run(PERIOD);
        assertThat(remoteTopics(net, 0)).isEqualTo(1);
        net.unlink(net.nodes.get(0), net.nodes.get(1));
        net.run(Duration.ofMillis(1));
        assertThat(remoteTopics(net, 0)).isZero();
        assertThat(remoteTopics(net, 2)).isEqualTo(1);
        net.link(net.nodes.get(0), net.nodes.get(1));
        net.run(PERIOD);
        assertThat(remoteTopics(net, 0)).isEqualTo(1);
    }

    @Test
    void f16_aRestartedNodeWithALowerNumberIsHeard() {
        TestNet net = TestNet.of(2, 16);
        for (int i = 0; i < 20; i++) {
            on(net, 1, "t" + i);
        }
        net.run(PERIOD);
        assertThat(remoteTopics(net, 0)).isEqualTo(20);
        net.kill(net.nodes.get(1));
        TestNode again = new TestNode(net, TestNet.id(1), TestNet.CONFIG);
        net.nodes.set(1, again);
        again.start();
        on(net, 1, "fresh");
        net.link(net.nodes.get(0), again);
        net.run(PERIOD);
        assertThat(remoteTopics(net, 0)).isEqualTo(1);
        assertThat(reply(net.await(net.amop(0).publish("fresh", HELLO)))).isNotEmpty();
    }

    @Test
    void f17_aListThatNobodyAskedForIsRefusedWhereListsAreResponses() {
        TestNet net = new TestNet(117);
        net.sync = StatusSyncConfig.DEFAULT.withExchange(StatusSyncConfig.Exchange.REQUEST_RESPONSE);
        net.add(TestNet.CONFIG);
        net.add(TestNet.CONFIG);
        flood(net, 1, 3);
        net.run(PERIOD);
        assertThat(remoteTopics(net, 0)).isZero();
        assertThat(net.nodes.get(0).dropped(DropReason.UNMATCHED_RESPONSE)).isEqualTo(1);
    }

    @Test
    void topicsAreLearntOverALossyNetworkToo() {
        TestNet net = new TestNet(5);
        net.wire.loss(0.4);
        for (int i = 0; i < 5; i++) {
            net.add(TestNet.CONFIG);
        }
        for (int node = 0; node < 5; node++) {
            on(net, node, "t" + node);
        }
        net.run(Duration.ofMinutes(2));
        for (int node = 0; node < 5; node++) {
            assertThat(remoteTopics(net, node))
                    .as("node %s, seed %s", node, net.seed)
                    .isEqualTo(4);
        }
    }

    @Test
    void manyChangesInARowCostOneAnnouncementEach() {
        TestNet net = TestNet.of(2, 6);
        long before = net.wire.carried();
        for (int i = 0; i < 1_000; i++) {
            net.amop(0).subscribe("t" + i, AmopHandler.of(delivery -> HELLO));
        }
        net.run(Duration.ofMillis(100));
        assertThat(remoteTopics(net, 1)).isEqualTo(1_000);
        assertThat(net.wire.carried() - before).isLessThan(10);
    }

    @Test
    void f36_aTopicOf254BytesIsUsableAndOneOf255IsRefused() {
        TestNet net = TestNet.of(2, 36);
        String longest = "é".repeat(127);
        Noting subscriber = on(net, 1, longest);
        net.run(PERIOD);
        assertThat(reply(net.await(net.amop(0).publish(longest, HELLO)))).isEqualTo(subscriber.name);
        for (String bad : List.of(longest + "x", "", "a\tb", "line\n")) {
            CompletableFuture<?> refused = net.amop(1)
                    .subscribe(bad, AmopHandler.of(delivery -> HELLO))
                    .toCompletableFuture();
            net.run(Duration.ofMillis(1));
            assertThat(refused).as("topic '%s'", bad).isCompletedExceptionally();
            assertThat(failure(net.await(net.amop(0).publish(bad, HELLO)))).isEqualTo(Reason.FAILED);
        }
        assertThat(refusal(net, longest + "x")).contains("255 bytes", "254", "topicBytes");
    }

    private static String refusal(TestNet net, String topic) {
        List<String> messages = new ArrayList<>();
        net.amop(1)
                .subscribe(topic, AmopHandler.of(delivery -> HELLO))
                .whenComplete((subscription, failure) -> messages.add(String.valueOf(failure)));
        net.run(Duration.ofMillis(1));
        return messages.get(0);
    }

    @Test
    void aFloodOfTopicsOfAnotherNodeIsCutAndCounted() {
        AmopLimits limits = AmopLimits.DEFAULT.withTopics(254, 100, 100, 250);
        TestNet net = TestNet.of(5, 7, TestNet.CONFIG.withLimits(limits));
        for (int node = 1; node < 5; node++) {
            flood(net, node, 1_000);
        }
        net.run(Duration.ofMillis(10));
        // Three lists of 100, the third cut to 50 by the total, the fourth to nothing.
        assertThat(remoteTopics(net, 0)).isEqualTo(250);
        assertThat(net.nodes.get(0).dropped(AmopDrops.TOO_MANY_TOPICS)).isEqualTo(4);
        net.kill(net.nodes.get(1));
        flood(net, 4, 30);
        net.run(Duration.ofMillis(10));
        assertThat(remoteTopics(net, 0)).isEqualTo(180);
        // Others are not affected.
        Noting subscriber = on(net, 0, "mine");
        assertThat(reply(net.await(net.amop(0).publish("mine", HELLO)))).isEqualTo(subscriber.name);
    }

    private static void flood(TestNet net, int node, int topics) {
        List<String> names = IntStream.range(0, topics)
                .mapToObj(i -> "flood-" + node + "-" + i)
                .toList();
        net.nodes
                .get(node)
                .send(TestNet.ENDPOINT, TestNet.id(0), Message.of(Topic.NONE, new TopicList(1_000 + topics, names)));
    }

    @Test
    void badTopicsOfAnotherNodeAreLeftOutAndTheOthersKept() {
        TestNet net = TestNet.of(2, 8);
        TopicList list = new TopicList(9, List.of("good", "", "x".repeat(255), "a\tb", "fine"));
        net.nodes.get(1).send(TestNet.ENDPOINT, TestNet.id(0), Message.of(Topic.NONE, list));
        net.run(Duration.ofMillis(10));
        assertThat(remoteTopics(net, 0)).isEqualTo(2);
        assertThat(net.nodes.get(0).dropped(AmopDrops.BAD_TOPIC)).isEqualTo(1);
    }

    @Test
    void aFloodOfTopicsOfOneClientIsCutAndTheOthersKeepTheirRoom() {
        AmopLimits limits = AmopLimits.DEFAULT.withTopics(254, 10, 15, 1_000);
        TestNet net = TestNet.of(1, 9, TestNet.CONFIG.withLimits(limits));
        AmopSession greedy = net.amop(0).open(delivery -> new CompletableFuture<>());
        List<String> many = IntStream.range(0, 12).mapToObj(i -> "g" + i).toList();
        assertThat(net.await(greedy.topics(many))).containsExactlyInAnyOrder("g10", "g11");
        AmopSession second = net.amop(0).open(delivery -> new CompletableFuture<>());
        // Five more names fit the node; a name that is announced already costs nothing.
        Set<String> refused = net.await(second.topics(List.of("g0", "s1", "s2", "s3", "s4", "s5", "s6")));
        assertThat(refused).containsExactly("s6");
        assertThat(net.await(net.amop(0).status()).topics()).hasSize(15);
        assertThat(net.nodes.get(0).dropped(AmopDrops.TOO_MANY_TOPICS)).isEqualTo(2);
        // Replacing a full set by another one of the same size is possible.
        assertThat(net.await(greedy.topics(List.of("n0", "n1", "n2")))).isEmpty();
        greedy.close();
        assertThat(net.await(second.topics(many.subList(0, 10)))).isEmpty();
        assertThat(net.await(second.publish("nobody", HELLO, Attributes.empty()))
                        .isAnswered())
                .isFalse();
    }

    @Test
    void clientsAreBounded() {
        AmopLimits limits = AmopLimits.DEFAULT.withClients(3);
        TestNet net = TestNet.of(1, 10, TestNet.CONFIG.withLimits(limits));
        // The application itself is the first client.
        Noting first = on(net, 0, "a");
        on(net, 0, "b");
        CompletableFuture<?> third =
                net.amop(0).subscribe("c", AmopHandler.of(delivery -> HELLO)).toCompletableFuture();
        net.run(Duration.ofMillis(1));
        assertThat(third).isCompletedExceptionally();
        first.subscription.close();
        on(net, 0, "c");
    }

    @Test
    void whoHasWhichTopicsIsToldOursFirstAndBounded() {
        TestNet net = TestNet.of(2, 11, TestNet.CONFIG);
        on(net, 0, "a");
        on(net, 1, "a");
        on(net, 1, "b");
        net.settle();
        NodeId first = TestNet.id(0);
        NodeId second = TestNet.id(1);
        assertThat(net.await(net.amop(0).holders(10)))
                .containsExactlyInAnyOrder(
                        new TopicHolder("a", first), new TopicHolder("a", second), new TopicHolder("b", second))
                .startsWith(new TopicHolder("a", first));
        assertThat(net.await(net.amop(1).holders(2)))
                .containsExactly(new TopicHolder("a", second), new TopicHolder("b", second));
        net.kill(net.nodes.get(1));
        assertThat(net.await(net.amop(0).holders(10))).containsExactly(new TopicHolder("a", first));
    }

    private static int remoteTopics(TestNet net, int node) {
        return net.await(net.amop(node).status()).remoteTopics();
    }
}
