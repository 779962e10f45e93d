package dev.gossip.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.MessageId;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.OriginProof;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.SendResult;
import dev.gossip.api.Subscription;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.core.StandardRuntime;
import dev.gossip.core.observe.Reporter;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {

    private static final Topic NEWS = Topic.named("news");

    private final VirtualTime time = new VirtualTime();
    private final Reporter reporter = new Reporter(MetricsSink.NONE, List.of());

    private Subscriptions subscriptions(NodeLimits limits) {
        return new Subscriptions(new VirtualRuntime(time, 1), limits, reporter);
    }

    @Test
    void aMailboxIsBoundedInBytesAndTakesOneLargeMessage() {
        Subscriptions subscriptions =
                subscriptions(NodeLimits.DEFAULT.toBuilder().inboundBytes(1_000).build());
        Subscription subscription = subscriptions.subscribe(NEWS, delivery -> Verdict.ACCEPT);
        subscriptions.deliver(new Given(5_000));
        subscriptions.deliver(new Given(1));
        assertThat(subscription.pending()).isEqualTo(1);
        assertThat(subscription.dropped()).isEqualTo(1);

        time.settle();
        for (int i = 0; i < 10; i++) {
            subscriptions.deliver(new Given(300));
        }
        assertThat(subscription.pending()).isEqualTo(3);
        assertThat(reporter.drops()).containsEntry("mailbox-full", 8L);
        time.settle();
        assertThat(subscription.pending()).isZero();
    }

    @Test
    void anErrorAndAMissingVerdictCountAsIgnored() {
        Subscriptions subscriptions = subscriptions(NodeLimits.DEFAULT);
        subscriptions.subscribe(NEWS, delivery -> {
            throw new AssertionError("in the application");
        });
        CompletableFuture<Verdict> failed = deliver(subscriptions);
        assertThat(failed).isCompletedWithValue(Verdict.IGNORE);

        subscriptions.subscribe(NEWS, delivery -> nothing());
        assertThat(deliver(subscriptions)).isCompletedWithValue(Verdict.IGNORE);
        assertThat(reporter.drops()).containsEntry("handler-failed", 3L);
    }

    private CompletableFuture<Verdict> deliver(Subscriptions subscriptions) {
        CompletionStage<Verdict> verdict = subscriptions.deliver(new Given(1)).orElseThrow();
        time.settle();
        return verdict.toCompletableFuture();
    }

    @SuppressWarnings("NullAway")
    private static Verdict nothing() {
        return null;
    }

    @Test
    void aClosedSubscriptionIsGoneAndClosingTwiceChangesNothing() {
        Subscriptions subscriptions = subscriptions(NodeLimits.DEFAULT);
        Subscription first = subscriptions.subscribe(NEWS, delivery -> Verdict.REJECT);
        assertThat(subscriptions.size()).isEqualTo(1);
        first.close();
        first.close();
        assertThat(subscriptions.size()).isZero();
        assertThat(subscriptions.deliver(new Given(1))).isEmpty();
    }

    @Test
    void aSubscriptionMadeWhileTheLastOneClosesHearsEverything() throws Exception {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            Subscriptions subscriptions = new Subscriptions(runtime, NodeLimits.DEFAULT, reporter);
            MessageHandler rejecting = delivery -> Verdict.REJECT;
            for (int round = 0; round < 20_000; round++) {
                Subscription last = subscriptions.subscribe(NEWS, rejecting);
                CompletableFuture<Void> closed = CompletableFuture.runAsync(last::close, runtime.workers());
                Subscription fresh = subscriptions.subscribe(NEWS, rejecting);
                closed.get(10, TimeUnit.SECONDS);
                assertThat(subscriptions
                                .deliver(new Given(1))
                                .orElseThrow()
                                .toCompletableFuture()
                                .get(10, TimeUnit.SECONDS))
                        .as("round %d", round)
                        .isEqualTo(Verdict.REJECT);
                fresh.close();
            }
        }
    }

    /** A delivery of so many bytes. */
    private record Given(int length) implements Delivery {

        @Override
        public Envelope envelope() {
            Bytes content = Bytes.wrap(new byte[length]);
            Sealed sealed = new Sealed(content, Bytes.empty(), Optional.empty(), List.of(), "");
            return new Envelope(Message.of(NEWS, Opaque.of(content)), sealed, new MessageId(content));
        }

        @Override
        public LinkPeer from() {
            return new LinkPeer(
                    "test",
                    Optional.empty(),
                    Assurance.UNKNOWN,
                    Optional.empty(),
                    PeerAddress.of("fake", 1),
                    Attributes.empty());
        }

        @Override
        public OriginProof proof() {
            return OriginProof.ABSENT;
        }

        @Override
        public SendResult reply(MessageKind kind, Body body) {
            return SendResult.CLOSED;
        }
    }
}
