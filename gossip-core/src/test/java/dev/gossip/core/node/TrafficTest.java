package dev.gossip.core.node;

import static dev.gossip.core.node.TestNetwork.ENDPOINT;
import static dev.gossip.core.node.TestNetwork.address;
import static dev.gossip.core.node.TestNetwork.endpoint;
import static dev.gossip.core.node.TestNetwork.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NotSentException;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.Ping;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.TrafficRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An extension limits what passes on the node's links. */
class TrafficTest {

    private static final Topic NEWS = Topic.named("news");
    private static final DropReason TOO_MUCH = new DropReason("too-much");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestNetwork network = new TestNetwork();
    private final Rule rule = new Rule();
    private final Capture limiting = new Capture(context -> context.limitTraffic(rule));
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void close() {
        network.close();
    }

    private GossipNode start(GossipNode other) {
        other.subscribe(NEWS, MessageHandler.accepting(delivery -> heard.add(text(delivery.envelope()))));
        GossipNode node = network.start(endpoint("a", 100).seed(address(101)), builder -> builder.extension(limiting));
        node.subscribe(NEWS, MessageHandler.accepting(delivery -> heard.add(text(delivery.envelope()))));
        network.run(SECOND);
        return node;
    }

    private static String text(Envelope envelope) {
        return envelope.body() instanceof Opaque opaque ? opaque.joined().utf8() : "";
    }

    private static Message news(String text) {
        return Message.of(NEWS, Opaque.of(Bytes.utf8(text)));
    }

    @Test
    void whatTheRuleRefusesIsNotSentAndCountedOnce() {
        GossipNode node = start(network.start(endpoint("b", 101)));
        NodeContext context = limiting.context();
        assertThat(context.send(ENDPOINT, id("b"), news("no"))).isEqualTo(SendResult.CONGESTED);
        assertThat(context.send(ENDPOINT, id("b"), news("yes"))).isEqualTo(SendResult.ACCEPTED);
        node.publish(ENDPOINT, news("no, to all"));
        network.run(SECOND);
        assertThat(heard).containsExactly("yes");
        assertThat(node.describe().drops()).containsEntry("too-much", 2L).doesNotContainKey("congested");
        assertThat(rule.left).containsExactly("no", "yes", "no, to all");
        assertThat(rule.bytes).as("of the whole frame").isGreaterThan("no, to all".length());
    }

    @Test
    void aRequestThatTheRuleRefusesFailsAtOnce() {
        start(network.start(endpoint("b", 101)));
        Message request = Message.of(Topic.named("no"), new Ping(), MessageKind.REQUEST, Correlation.of(5));
        CompletionStage<Delivery> answer = limiting.context().request(ENDPOINT, id("b"), request, SECOND);
        network.run(Duration.ofMillis(10));
        assertThat(answer)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(NotSentException.class)
                .satisfies(failure -> assertThat(((NotSentException) failure.getCause()).result())
                        .isEqualTo(SendResult.CONGESTED));
    }

    @Test
    void whatComesTooOftenIsDroppedBeforeItIsHandled() {
        GossipNode other = network.start(endpoint("b", 101));
        GossipNode node = start(other);
        other.publish(ENDPOINT, news("no"));
        other.publish(ENDPOINT, news("yes"));
        network.run(SECOND);
        assertThat(heard).containsExactly("yes");
        assertThat(node.describe().drops()).containsEntry("too-much", 1L);
    }

    /** What a link cannot take is not held against the budget. */
    @Test
    void theRuleHearsOfWhatWasNotQueuedAfterAll() {
        network.start(endpoint("b", 101));
        network.start(
                endpoint("a", 100).seed(address(101)),
                builder -> builder.extension(limiting)
                        .limits(TestNetwork.limits()
                                .lowWaterMark(10)
                                .highWaterMark(100)
                                .controlReserve(0)
                                .build()));
        network.run(SECOND);
        List<SendResult> results = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            results.add(limiting.context().send(ENDPOINT, id("b"), news("x".repeat(50))));
        }
        assertThat(results).contains(SendResult.CONGESTED);
        assertThat(rule.notSent)
                .isEqualTo(results.stream()
                        .filter(result -> result == SendResult.CONGESTED)
                        .count());
    }

    @Test
    void aRuleThatFailsCostsNoMessage() {
        GossipNode other = network.start(endpoint("b", 101));
        GossipNode node = start(other);
        other.publish(ENDPOINT, news("fail"));
        network.run(SECOND);
        assertThat(heard).containsExactly("fail");
        assertThat(node.describe().drops()).containsEntry("handler-failed", 1L);
    }

    @Test
    void aNodeHasOneRule() {
        start(network.start(endpoint("b", 101)));
        assertThatThrownBy(() -> limiting.context().limitTraffic(new Rule()))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("two extensions");
    }

    /** Refuses what begins with "no". */
    private static final class Rule implements TrafficRule {
        private final List<String> left = new ArrayList<>();
        private int bytes;
        private long notSent;

        @Override
        public Optional<DropReason> leaving(LinkPeer to, Envelope envelope, int size) {
            left.add(text(envelope));
            bytes = size;
            return verdict(envelope);
        }

        @Override
        public void notSent(LinkPeer to, Envelope envelope, int size) {
            notSent++;
        }

        @Override
        public Optional<DropReason> arriving(LinkPeer from, Envelope envelope) {
            if (text(envelope).equals("fail")) {
                throw new IllegalStateException("on purpose");
            }
            return verdict(envelope);
        }

        private static Optional<DropReason> verdict(Envelope envelope) {
            boolean refused =
                    text(envelope).startsWith("no") || envelope.topic().name().equals("no");
            return refused ? Optional.of(TOO_MUCH) : Optional.empty();
        }
    }
}
