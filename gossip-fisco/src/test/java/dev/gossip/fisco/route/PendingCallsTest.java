package dev.gossip.fisco.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Body;
import dev.gossip.api.Cancellable;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.NotSentException;
import dev.gossip.api.OriginProof;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.spi.Lane;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PendingCallsTest {

    private static final NodeId B = NodeId.fromHex("0b");
    private static final NodeId C = NodeId.fromHex("0c");
    private static final Correlation SEVEN = Correlation.of(7);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final PendingCalls calls = new PendingCalls(new TimedLane(), 2);

    @Test
    void f17_onlyTheNodeThatWasAskedCanAnswer() {
        CompletableFuture<Delivery> call = calls.register(B, SEVEN, SECOND);
        assertThat(calls.answered(C, SEVEN, new Answer(C))).isFalse();
        assertThat(calls.answered(B, Correlation.of(8), new Answer(B))).isFalse();
        assertThat(call).isNotDone();
        Answer right = new Answer(B);
        assertThat(calls.answered(B, SEVEN, right)).isTrue();
        assertThat(call).isCompletedWithValue(right);
        assertThat(calls.answered(B, SEVEN, right)).as("a second answer").isFalse();
    }

    @Test
    void f17_callsTimeOutAndLateAnswersAreNobodys() {
        CompletableFuture<Delivery> call = calls.register(B, SEVEN, SECOND);
        time.advance(SECOND);
        assertThat(call).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(TimeoutException.class);
        assertThat(calls.answered(B, SEVEN, new Answer(B))).isFalse();
    }

    @Test
    void f17_callsToALostNodeFailAndOthersGoOn() {
        CompletableFuture<Delivery> lost = calls.register(B, SEVEN, SECOND);
        CompletableFuture<Delivery> other = calls.register(C, SEVEN, SECOND);
        calls.lost(B);
        assertThat(lost).isCompletedExceptionally();
        assertThat(other).isNotDone();
    }

    @Test
    void callsAreBounded() {
        calls.register(B, SEVEN, SECOND);
        calls.register(C, SEVEN, SECOND);
        assertThat(calls.register(B, Correlation.of(8), SECOND))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(GossipException.class)
                .withMessageContaining("limit calls");
        calls.notSent(B, SEVEN, new NotSentException(B, SendResult.CONGESTED));
        assertThat(calls.register(B, Correlation.of(8), SECOND)).isNotDone();
    }

    private record Answer(NodeId author) implements Delivery {

        @Override
        public Envelope envelope() {
            throw new AssertionError("nobody looks");
        }

        @Override
        public LinkPeer from() {
            return new LinkPeer(
                    "p2p",
                    Optional.of(author),
                    Assurance.CLAIMED,
                    Optional.empty(),
                    PeerAddress.of("none", 0),
                    Attributes.empty());
        }

        @Override
        public OriginProof proof() {
            return OriginProof.CLAIMED;
        }

        @Override
        public SendResult reply(MessageKind kind, Body body) {
            throw new AssertionError("nobody replies");
        }
    }

    private final class TimedLane implements Lane {

        @Override
        public String name() {
            return "test";
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return time.schedule(delay, task);
        }

        @Override
        public Cancellable every(Duration period, Runnable task) {
            throw new AssertionError("nothing is repeated");
        }
    }
}
