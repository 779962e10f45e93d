package dev.gossip.core.node;

import static dev.gossip.core.node.TestNetwork.ENDPOINT;
import static dev.gossip.core.node.TestNetwork.address;
import static dev.gossip.core.node.TestNetwork.endpoint;
import static dev.gossip.core.node.TestNetwork.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.Message;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.Scheduler;
import dev.gossip.api.Subscription;
import dev.gossip.api.TimeSource;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Opaque;
import dev.gossip.core.testprotocol.Note;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FloodTest {

    private static final Topic NEWS = Topic.named("news");
    private static final int BOUND = 20_000;

    private final TestNetwork network = new TestNetwork();
    private final NodeLimits tight = TestNetwork.limits()
            .inboundBytes(BOUND)
            .lowWaterMark(5_000)
            .highWaterMark(BOUND)
            .build();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void aHandlerThatNeverReturnsCostsBoundedMemoryAndNoOtherLink() {
        List<Integer> notes = new ArrayList<>();
        Capture capture = new Capture(context -> context.onBody(Note.class, (delivery, body) -> {
            notes.add(body.number());
            return CompletableFuture.completedFuture(Verdict.ACCEPT);
        }));
        GossipNode receiver = network.start(
                endpoint("receiver", 100),
                builder -> builder.runtime(new StuckHandlers(network.runtime))
                        .limits(tight)
                        .extension(capture));
        Subscription subscription = receiver.subscribe(NEWS, delivery -> Verdict.ACCEPT);
        GossipNode flooder =
                network.start(endpoint("flooder", 101).seed(address(100)), builder -> builder.limits(tight));
        GossipNode other = network.start(endpoint("other", 102).seed(address(100)), builder -> builder.limits(tight));
        network.run(Duration.ofSeconds(1));

        int length = 2_000;
        for (int second = 1; second <= 60; second++) {
            for (int i = 0; i < 20; i++) {
                flooder.publish(NEWS, Bytes.wrap(new byte[length / 2]));
            }
            other.send(ENDPOINT, id("receiver"), Message.of(Topic.NONE, new Note("weather", second)));
            network.run(Duration.ofSeconds(1));
            assertThat(subscription.pending() * length).isLessThanOrEqualTo(BOUND);
        }

        assertThat(flooder.describe().drops()).containsKey("congested");
        assertThat(receiver.describe().drops()).containsKeys("handler-failed", "mailbox-full");
        assertThat(notes).hasSize(60);
        assertThat(receiver.describe().memoryBound()).isEqualTo(tight.memoryBound(2) + BOUND);
    }

    @Test
    void aMessageThatAFullMailboxRefusedIsNotTakenFromAnotherPeerEither() {
        GossipNode receiver = network.start(
                endpoint("receiver", 100),
                builder -> builder.runtime(new StuckHandlers(network.runtime))
                        .limits(TestNetwork.limits().mailboxMessages(1).build()));
        Subscription subscription = receiver.subscribe(NEWS, delivery -> Verdict.ACCEPT);
        Capture giver = new Capture();
        Capture second = new Capture();
        GossipNode one = network.start(endpoint("one", 101).seed(address(100)), builder -> builder.extension(giver));
        network.start(endpoint("two", 102).seed(address(100)), builder -> builder.extension(second));
        network.run(Duration.ofSeconds(1));

        one.publish(NEWS, Bytes.utf8("fills the mailbox"));
        network.run(Duration.ofSeconds(1));
        CompletionStage<dev.gossip.api.Envelope> sealed =
                giver.context().seal(ENDPOINT, Message.of(NEWS, Opaque.of(Bytes.utf8("refused"))));
        network.run(Duration.ZERO);
        giver.context()
                .forward(ENDPOINT, id("receiver"), sealed.toCompletableFuture().join());
        network.run(Duration.ofSeconds(1));
        assertThat(subscription.dropped()).isEqualTo(1);

        second.context()
                .forward(ENDPOINT, id("receiver"), sealed.toCompletableFuture().join());
        network.run(Duration.ofSeconds(1));
        assertThat(subscription.dropped()).isEqualTo(1);
        assertThat(receiver.describe().drops()).containsEntry("duplicate", 1L);
    }

    /** The runtime of the network, except that what an application's handler does never ends. */
    private record StuckHandlers(GossipRuntime inner) implements GossipRuntime {

        @Override
        public Executor handlers() {
            return task -> {};
        }

        @Override
        public TimeSource time() {
            return inner.time();
        }

        @Override
        public Scheduler scheduler() {
            return inner.scheduler();
        }

        @Override
        public Executor lanes() {
            return inner.lanes();
        }

        @Override
        public Executor workers() {
            return inner.workers();
        }

        @Override
        public boolean await(CompletionStage<?> stage, Duration limit) {
            return inner.await(stage, limit);
        }

        @Override
        public RandomGenerator newRandom(String purpose) {
            return inner.newRandom(purpose);
        }

        @Override
        public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> opener) {
            return inner.shared(type, opener);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
