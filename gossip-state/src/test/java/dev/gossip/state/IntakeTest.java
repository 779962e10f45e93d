package dev.gossip.state;

import static dev.gossip.state.TestNet.ENDPOINT;
import static dev.gossip.state.TestNet.SCOPE;
import static dev.gossip.state.TestNet.link;
import static dev.gossip.state.TestNet.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.StateSnapshotRequest;
import dev.gossip.api.observe.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How items get in, and that each is committed once and in order. */
class IntakeTest {

    private record Committed(OrderedItem item, Source source) {}

    private final TestNet net = new TestNet(12);
    private final TestNode node = net.add();
    private final List<Committed> committed = new ArrayList<>();
    private final List<Long> checked = new ArrayList<>();

    @Test
    void c48_aValidNewPushIsAcceptedAndCommittedOnce() {
        StateChannel channel = open(5);
        assertThat(node.judge(node(1), item(5))).isEqualTo(Verdict.ACCEPT);
        assertThat(node.judge(node(2), item(5))).isEqualTo(Verdict.IGNORE);
        settle();

        assertThat(committed).containsExactly(new Committed(item(5), Source.PUSH));
        assertThat(channel.height()).isEqualTo(6);
        assertThat(node.store.items).hasSize(6);
        assertThat(channel.status().received()).isEqualTo(Map.of(Source.PUSH, 1L));
        assertThat(node.dropped(DropReason.DUPLICATE)).isOne();
    }

    @Test
    void whatIsOldOrTooFarIsNotEvenChecked() {
        open(5);
        assertThat(node.judge(node(1), item(4))).isEqualTo(Verdict.IGNORE);
        assertThat(node.judge(node(1), item(25))).isEqualTo(Verdict.IGNORE);
        assertThat(node.judge(node(1), item(-1))).isEqualTo(Verdict.IGNORE);

        assertThat(checked).isEmpty();
        assertThat(node.drops).isEqualTo(Map.of(DropReason.DUPLICATE, 1, StateDrops.OUTSIDE_WINDOW, 2));
    }

    @Test
    void anInvalidItemIsRejectedAndDoesNotBlockTheTrueOne() {
        StateChannel channel = open(0);
        CompletableFuture<Verdict> forged = node.receive(node(1), OrderedItem.of(0, Bytes.utf8("forged")));
        CompletableFuture<Verdict> genuine = node.receive(node(2), item(0));
        settle();

        assertThat(forged).isCompletedWithValue(Verdict.REJECT);
        assertThat(genuine).isCompletedWithValue(Verdict.ACCEPT);
        assertThat(channel.height()).isOne();
        assertThat(node.dropped(StateDrops.INVALID_ITEM)).isOne();
    }

    @Test
    void aCheckThatFailsBlamesNobody() {
        ItemCheck broken = (scope, sequence, data) -> {
            throw new IllegalStateException("no policy");
        };
        StateChannel channel = open(0, ChannelSpec.of(ENDPOINT, SCOPE, node.store, broken));
        assertThat(node.judge(node(1), item(0))).isEqualTo(Verdict.IGNORE);
        assertThat(node.dropped(DropReason.HANDLER_FAILED)).isOne();
        assertThat(channel.height()).isZero();
    }

    @Test
    void checksAtATimeAreBounded() {
        CompletableFuture<ItemCheck.Result> pending = new CompletableFuture<>();
        StateChannel channel = open(0, ChannelSpec.of(ENDPOINT, SCOPE, node.store, (scope, sequence, data) -> pending));
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            verdicts.add(node.receive(node(1), item(i % 20)));
        }
        settle();
        assertThat(node.dropped(DropReason.VERIFY_QUEUE_FULL)).isEqualTo(36);

        pending.complete(ItemCheck.Result.VALID);
        settle();
        assertThat(verdicts).allMatch(CompletableFuture::isDone);
        assertThat(channel.height()).isEqualTo(20);
        assertThat(committed).hasSize(20);
        assertThat(node.judge(node(1), item(20))).isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void companionsOfAPushedItemAreNotBelieved() {
        open(0);
        node.judge(node(1), new OrderedItem(0, TestNet.data(0), List.of(Bytes.utf8("private"))));
        settle();
        assertThat(committed).containsExactly(new Committed(item(0), Source.PUSH));
    }

    @Test
    void ownItemsArePushedAndCommittedUnchecked() {
        node.know(node(1));
        StateChannel channel = open(0);
        OrderedItem own = new OrderedItem(0, Bytes.utf8("mine"), List.of(Bytes.utf8("private")));
        CompletionStage<Boolean> first = channel.submit(own);
        CompletionStage<Boolean> second = channel.submit(own);
        settle();

        assertThat(first).isCompletedWithValue(true);
        assertThat(second).isCompletedWithValue(false);
        assertThat(checked).isEmpty();
        assertThat(committed).containsExactly(new Committed(own, Source.OWN));
        assertThat(node.published).extracting(Envelope::body).containsExactly(OrderedItem.of(0, Bytes.utf8("mine")));
        assertThat(channel.recentIds()).containsExactly(ItemIds.of(0));
        CompletionStage<Boolean> third = channel.submit(own);
        settle();
        assertThat(third).isCompletedWithValue(false);
        assertThat(node.published).hasSize(1);
    }

    @Test
    void ownItemsTooFarAheadAreRefusedByName() {
        StateChannel channel = open(0);
        CompletionStage<Boolean> waiting = channel.submit(item(39));
        CompletionStage<Boolean> refused = channel.submit(item(40));
        settle();

        assertThat(waiting).isNotCompleted();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> refused.toCompletableFuture().get())
                .withCauseInstanceOf(GossipException.class)
                .withMessageContaining("item 40 is too far above height 0")
                .withMessageContaining("twice bufferSize");
    }

    @Test
    void anUpdateIsTakenAsAWholeOrNotAtAll() {
        StateChannel channel = open(5);
        assertThat(offer(channel, item(5), OrderedItem.of(6, Bytes.utf8("forged"))))
                .isFalse();
        assertThat(channel.height()).isEqualTo(5);
        assertThat(channel.recentIds()).isEmpty();

        assertThat(offer(channel, item(6), item(5), item(3), item(90))).isTrue();
        settle();
        assertThat(channel.height()).isEqualTo(7);
        assertThat(committed).extracting(Committed::source).containsOnly(Source.PULL);
        assertThat(channel.recentIds()).containsExactlyInAnyOrder(ItemIds.of(5), ItemIds.of(6));
        assertThat(channel.recent(ItemIds.of(6))).map(Envelope::body).contains(item(6));
        assertThat(channel.offer(
                        List.of(TestNode.envelope(node(1), new StateSnapshotRequest())), Source.PULL, link(node(1))))
                .isNotCompleted();
        settle();
        assertThat(node.dropped(StateDrops.INVALID_ITEM)).isEqualTo(2);
    }

    @Test
    void tellsPullWhatItWants() {
        StateChannel channel = open(5);
        assertThat(channel.wants(ItemIds.of(4))).isFalse();
        assertThat(channel.wants(ItemIds.of(5))).isTrue();
        assertThat(channel.wants(ItemIds.of(24))).isTrue();
        assertThat(channel.wants(ItemIds.of(25))).isFalse();
        assertThat(channel.wants(Bytes.utf8("x"))).isFalse();
        node.judge(node(1), item(7));
        assertThat(channel.wants(ItemIds.of(7))).isFalse();
    }

    @Test
    void aFailedCommitHaltsTheChannelVisibly() {
        StateChannel channel = open(0);
        node.store.failing.add(2L);
        CompletionStage<Boolean> lost = channel.submit(item(2));
        node.judge(node(1), item(0));
        node.judge(node(1), item(1));
        node.judge(node(1), item(3));
        settle();

        assertThat(channel.height()).isEqualTo(2);
        assertThat(channel.status().isHealthy()).isFalse();
        assertThat(channel.status().halted().orElseThrow())
                .contains("item 2 could not be stored")
                .contains("disk full");
        assertThat(lost).isCompletedExceptionally();
        assertThat(node.failures).containsEntry("append", 1);

        node.store.failing.clear();
        assertThat(node.judge(node(1), item(4))).isEqualTo(Verdict.IGNORE);
        CompletionStage<Boolean> late = channel.submit(item(4));
        settle();
        assertThat(late).isCompletedExceptionally();
        assertThat(node.dropped(StateDrops.CHANNEL_HALTED)).isOne();
        assertThat(committed).extracting(Committed::item).containsExactly(item(0), item(1));
        assertThat(node.store.items).hasSize(2);
    }

    @Test
    void aListenerThatFailsDoesNotHurtTheOthers() {
        StateChannel channel = open(0);
        channel.onCommit((item, source) -> {
            throw new IllegalStateException("broken listener");
        });
        List<Long> heard = new ArrayList<>();
        var registration = channel.onCommit((item, source) -> heard.add(item.sequence()));
        node.judge(node(1), item(0));
        settle();
        registration.cancel();
        node.judge(node(1), item(1));
        settle();

        assertThat(channel.height()).isEqualTo(2);
        assertThat(heard).containsExactly(0L);
        assertThat(node.failures).containsEntry("listener", 2);
    }

    @Test
    void whatIsSubmittedBeforeTheNodeRunsWaits() {
        StateChannel channel = node.extension.open(
                ChannelSpec.of(ENDPOINT, SCOPE, node.store, TestNet.CHECK).build());
        CompletionStage<Boolean> early = channel.submit(item(0));
        assertThat(channel.wants(ItemIds.of(0))).isFalse();
        node.start();
        settle();
        assertThat(early).isCompletedWithValue(true);
    }

    @Test
    void aStoreWithoutHeightHaltsTheChannel() {
        node.store.failing.add(-1L);
        StateChannel channel = open(0);
        assertThat(channel.status().halted().orElseThrow()).contains("height of the store", "disk full");
        assertThat(channel.submit(item(0))).isCompletedExceptionally();
        assertThat(node.judge(node(1), item(0))).isEqualTo(Verdict.IGNORE);
        assertThat(node.dropped(DropReason.UNKNOWN_SCOPE)).isOne();
    }

    @Test
    void aChannelIsOpenOnceAndOnAnEndpointThatExists() {
        open(0);
        ChannelSpec again =
                ChannelSpec.of(ENDPOINT, SCOPE, node.store, TestNet.CHECK).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.extension.open(again))
                .withMessageContaining("channel 'ch1' on endpoint 'main' is open already");
        ChannelSpec astray =
                ChannelSpec.of("other", SCOPE, node.store, TestNet.CHECK).build();
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(() -> node.extension.open(astray))
                .withMessageContaining(
                        "channel 'ch1' on endpoint 'other' names no endpoint of this node; there are [main]");
        assertThat(node.extension.channel("other", SCOPE)).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void c54_anyMixtureOfArrivalsIsCommittedOnceAndInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StateChannel channel = open(3);
        int steps = 0;
        while (channel.height() < 150) {
            assertThat(steps++).as("seed %d ends", seed).isLessThan(50_000);
            long sequence = Math.max(0, channel.height() + random.nextLong(-5, 30));
            switch (random.nextInt(5)) {
                case 0 -> node.receive(node(1), OrderedItem.of(sequence, Bytes.utf8("forged")));
                case 1 -> channel.submit(item(sequence));
                case 2 -> channel.offer(List.of(envelope(item(sequence))), Source.PULL, link(node(2)));
                default -> node.receive(node(3), item(sequence));
            }
            assertThat(channel.status().buffered()).as("seed %d", seed).isLessThanOrEqualTo(40);
            net.time.advance(Duration.ofNanos(random.nextLong(1_500_000)));
        }
        settle();

        assertThat(committed.stream().map(entry -> entry.item().sequence()))
                .as("seed %d", seed)
                .isEqualTo(LongStream.range(3, channel.height()).boxed().toList());
        assertThat(node.store.items)
                .as("seed %d", seed)
                .isEqualTo(LongStream.range(0, channel.height())
                        .mapToObj(TestNet::data)
                        .toList());
        long taken = channel.status().received().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(taken)
                .as("seed %d", seed)
                .isEqualTo(committed.size() + channel.status().buffered());
    }

    private StateChannel open(int height) {
        return open(height, ChannelSpec.of(ENDPOINT, SCOPE, node.store, (scope, sequence, data) -> {
            checked.add(sequence);
            return TestNet.CHECK.check(scope, sequence, data);
        }));
    }

    private StateChannel open(int height, ChannelSpec.Builder rules) {
        node.store.filled(height);
        node.start();
        StateChannel channel = node.extension.open(rules.build());
        channel.onCommit((item, source) -> committed.add(new Committed(item, source)));
        settle();
        return channel;
    }

    private boolean offer(StateChannel channel, OrderedItem... items) {
        List<Envelope> envelopes =
                Arrays.stream(items).map(IntakeTest::envelope).toList();
        CompletableFuture<Boolean> good =
                channel.offer(envelopes, Source.PULL, link(node(1))).toCompletableFuture();
        settle();
        return good.join();
    }

    private void settle() {
        net.time.advance(Duration.ofMillis(200));
    }

    private static Envelope envelope(OrderedItem item) {
        return TestNode.envelope(node(1), item);
    }

    private static OrderedItem item(long sequence) {
        return OrderedItem.of(sequence, TestNet.data(sequence));
    }
}
