package dev.gossip.state;

import static dev.gossip.state.TestNet.ENDPOINT;
import static dev.gossip.state.TestNet.SCOPE;
import static dev.gossip.state.TestNet.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer.ChannelState;
import dev.gossip.api.Topic;
import dev.gossip.api.body.ItemRangeRequest;
import dev.gossip.api.body.ItemRangeResponse;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.State;
import dev.gossip.api.observe.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Asking for ranges of items and serving them; the test plays the peers. */
class TransferTest {

    private static final Duration CHECK = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final TestNet net = new TestNet(13);
    private final TestNode node = net.add();
    private final List<Source> committed = new ArrayList<>();

    @Test
    void c53_asksAPeerThatHoldsMoreForAtMostABatch() {
        peer(1, 35);
        StateChannel channel = open(5);
        net.time.advance(CHECK.minusMillis(30));
        assertThat(requests()).isEmpty();
        net.time.advance(MOMENT.multipliedBy(2));
        assertThat(requests()).containsExactly(new ItemRangeRequest(5, 14));

        answer(5, 14);
        assertThat(channel.height()).isEqualTo(15);
        assertThat(committed).hasSize(10).containsOnly(Source.TRANSFER);
        assertThat(requests()).hasSize(2).last().isEqualTo(new ItemRangeRequest(15, 24));
        assertThat(nonce(1)).isNotEqualTo(nonce(0));

        answer(15, 24);
        answer(25, 34);
        assertThat(channel.height()).isEqualTo(35);
        assertThat(requests()).containsExactly(range(5, 14), range(15, 24), range(25, 34));
        net.time.advance(Duration.ofMinutes(1));
        assertThat(requests()).hasSize(3);
    }

    @Test
    void continuesAfterTheLastItemOfAShortResponse() {
        peer(1, 9);
        StateChannel channel = open(0);
        net.time.advance(CHECK);
        assertThat(requests()).containsExactly(range(0, 8));
        answer(0, 3);
        assertThat(requests()).last().isEqualTo(range(4, 8));
        answer(4, 8);
        assertThat(channel.height()).isEqualTo(9);
    }

    @Test
    void c53_retriesWithTheSameNonceThreeTimesThenWaitsForTheNextCheck() {
        peer(1, 9);
        peer(2, 9);
        peer(3, 9);
        open(0);
        net.time.advance(CHECK.plus(TIMEOUT.multipliedBy(4)).minusMillis(100));
        assertThat(requests()).hasSize(4).containsOnly(range(0, 8));
        assertThat(List.of(nonce(0), nonce(1), nonce(2), nonce(3))).containsOnly(nonce(0));
        assertThat(targets().subList(0, 3)).containsExactlyInAnyOrder(node(1), node(2), node(3));

        net.time.advance(Duration.ofSeconds(7));
        assertThat(requests()).as("checked at 10, 20 and 30 s; busy until 22 s").hasSize(4);
        net.time.advance(Duration.ofSeconds(2));
        assertThat(requests()).hasSize(5);
        assertThat(nonce(4)).isNotEqualTo(nonce(0));
        assertThat(node.failures).containsEntry("range-request", 4);
    }

    @Test
    void anEmptyOrInvalidResponseIsAFailedAttempt() {
        peer(1, 9);
        StateChannel channel = open(0);
        net.time.advance(CHECK);
        respond(nonce(0), List.of());
        assertThat(requests()).hasSize(2);
        respond(nonce(0), List.of(item(0), item(1), OrderedItem.of(2, Bytes.utf8("forged")), item(3)));

        assertThat(channel.height()).as("what came before the bad item stays").isEqualTo(2);
        assertThat(node.dropped(StateDrops.INVALID_ITEM)).isOne();
        assertThat(requests()).hasSize(3);
        assertThat(nonce(2)).isEqualTo(nonce(0));
    }

    @Test
    void onlyWhatWasAskedForCounts() {
        peer(1, 4);
        StateChannel channel = open(0);
        net.time.advance(CHECK);
        assertThat(requests()).containsExactly(range(0, 3));
        respond(nonce(0), List.of(item(1), item(0)));
        assertThat(channel.height()).isZero();
        respond(nonce(0), List.of(item(0), item(2)));
        assertThat(channel.height()).isOne();
        assertThat(requests()).last().isEqualTo(range(1, 3));
        respond(nonce(2), List.of(item(1), item(2), item(3), item(4)));
        assertThat(channel.height()).isEqualTo(4);
        assertThat(node.dropped(StateDrops.BAD_RANGE)).isEqualTo(3);
    }

    @Test
    void c53_aResponseWithAnotherNonceOrFromAnotherPeerIsIgnored() {
        peer(1, 9);
        StateChannel channel = open(0);
        net.time.advance(CHECK);
        respond(nonce(0) + 1, List.of(item(0)));
        respond(node(2), nonce(0), List.of(item(0)));

        assertThat(channel.height()).isZero();
        assertThat(node.dropped(DropReason.UNMATCHED_RESPONSE)).isEqualTo(2);
        assertThat(requests()).hasSize(1);
        respond(nonce(0), List.of(item(0)));
        assertThat(channel.height()).isOne();
    }

    @Test
    void onlyPeersInTheChannelThatHoldTheItemAreAsked() {
        peer(1, 5);
        peer(2, 3);
        node.know(node(3));
        peer(4, 90);
        node.peerUpdates().channel(ENDPOINT, node(4), SCOPE, new ChannelState(90, true));
        peer(5, 90);
        node.standing(node(5), false);
        open(5);
        net.time.advance(Duration.ofMinutes(2));
        assertThat(requests()).isEmpty();

        node.claim(node(1), 6);
        net.time.advance(CHECK);
        assertThat(requests()).containsExactly(range(5, 5));
        assertThat(targets()).containsExactly(node(1));
    }

    @Test
    void aBoastfulPeerCannotKeepUsFromTheOthers() {
        TestNode boaster = net.add();
        boaster.online = false;
        TestNode helper = net.add();
        helper.store.filled(50);
        helper.start();
        helper.extension.open(
                ChannelSpec.of(ENDPOINT, SCOPE, helper.store, TestNet.CHECK).build());
        node.claim(boaster.self, -1);
        node.claim(helper.self, 50);
        StateChannel channel = open(0);

        assertThat(net.time.advanceUntil(() -> channel.height() == 50, Duration.ofMinutes(2)))
                .isTrue();
    }

    @Test
    void aNodeToldNotToAskStillServes() {
        peer(1, 35);
        open(12, rules -> rules.config(StateConfig.DEFAULT.withTransfer(TransferConfig.DEFAULT.withEnabled(false))));
        net.time.advance(Duration.ofMinutes(1));
        assertThat(requests()).isEmpty();
        assertThat(ask(0, 1)).contains(List.of(item(0), item(1)));
    }

    @Test
    void c51_servesElevenItemsAndNotTwelve() {
        open(40, rules -> rules);
        assertThat(ask(5, 15)).contains(items(5, 15));
        assertThat(ask(5, 16)).isEmpty();
        assertThat(ask(6, 5)).isEmpty();
        assertThat(ask(5, -1)).isEmpty();
        assertThat(ask(-1, 5)).isEmpty();
        assertThat(node.dropped(StateDrops.BAD_RANGE)).isEqualTo(4);
        assertThat(ask(35, 45)).as("what is held of it").contains(items(35, 39));
        assertThat(ask(40, 45)).as("nothing of it").contains(List.of());
        assertThat(ask(-5, -1)).contains(List.of());
    }

    @Test
    void c51_answersCarryTheNonceOfTheRequest() {
        open(3, rules -> rules);
        ask(0, 0);
        assertThat(node.replies.get(0).message().correlation()).isEqualTo(Correlation.of(77));
        assertThat(node.replies.get(0).message().kind()).isEqualTo(MessageKind.RESPONSE);
    }

    @Test
    void responsesAreCutByBytesButNeverToNothing() {
        int three = TestNet.data(0).length() * 3;
        TransferConfig small = new TransferConfig(false, CHECK, TIMEOUT, 10, 3, 100, three);
        node.store.filled(5);
        node.store.items.set(3, Bytes.wrap(new byte[1_000]));
        open(0, rules -> rules.config(StateConfig.DEFAULT.withTransfer(small)));

        assertThat(ask(0, 4)).contains(items(0, 2));
        assertThat(ask(3, 4))
                .hasValueSatisfying(items -> assertThat(items)
                        .singleElement()
                        .extracting(OrderedItem::sequence)
                        .isEqualTo(3L));
    }

    @Test
    void anItemThatCannotBeReadIsLeftOut() {
        open(5, rules -> rules);
        node.store.failing.add(2L);
        assertThat(ask(1, 3)).contains(List.of(item(1), item(3)));
        assertThat(node.failures).containsEntry("read", 1);
    }

    @Test
    void companionsGoToTheEntitledOnly() {
        open(
                2,
                rules -> rules.companions((sequence, to) ->
                        to.id().equals(Optional.of(node(1))) ? List.of(Bytes.utf8("secret")) : List.of()));
        assertThat(ask(node(1), 1, 1))
                .contains(List.of(new OrderedItem(1, TestNet.data(1), List.of(Bytes.utf8("secret")))));
        assertThat(ask(node(2), 1, 1)).contains(List.of(item(1)));
    }

    @Test
    void c52_whoMayNotReadGetsSilenceAndIsNotBelieved() {
        peer(1, 9);
        StateChannel channel = open(2, rules -> rules.readers(peer -> !peer.id().equals(Optional.of(node(1)))));
        assertThat(ask(node(1), 0, 1)).isEmpty();
        net.time.advance(CHECK);
        respond(nonce(0), List.of(item(2)));

        assertThat(channel.height()).isEqualTo(2);
        assertThat(node.dropped(StateDrops.NOT_READER)).isEqualTo(2);
    }

    @Test
    void waitingRequestsAreBoundedAndServedInTurn() {
        open(5, rules -> rules);
        for (int i = 0; i < 200; i++) {
            node.receive(node(1), range(0, 0));
        }
        net.time.advance(Duration.ofSeconds(1));
        assertThat(node.replies).as("one in service, a hundred waiting").hasSize(101);
        assertThat(node.dropped(StateDrops.SERVE_QUEUE_FULL)).isEqualTo(99);
    }

    @Test
    void aHaltedChannelAsksNoMore() {
        peer(1, 9);
        StateChannel channel = open(0);
        node.store.failing.add(0L);
        net.time.advance(CHECK);
        answer(0, 8);
        assertThat(channel.status().isHealthy()).isFalse();
        net.time.advance(Duration.ofMinutes(1));
        assertThat(requests()).hasSize(1);
    }

    @Test
    void learntHeightsStartTheTransfer() {
        node.know(node(1));
        open(0);
        State state = new State(node(1), new LogicalTime(1, 1), 4, false, List.of());
        node.judge(node(1), state);
        net.time.advance(CHECK);
        assertThat(requests()).containsExactly(range(0, 3));
    }

    private void peer(int number, long height) {
        node.know(node(number));
        node.claim(node(number), height);
    }

    private StateChannel open(int height) {
        return open(height, rules -> rules);
    }

    private StateChannel open(int height, UnaryOperator<ChannelSpec.Builder> rules) {
        node.store.filled(height);
        node.start();
        StateChannel channel =
                node.extension.open(rules.apply(ChannelSpec.of(ENDPOINT, SCOPE, node.store, TestNet.CHECK))
                        .build());
        channel.onCommit((item, source) -> committed.add(source));
        net.time.advance(MOMENT);
        return channel;
    }

    private List<TestNode.Sent> sentRequests() {
        return node.sent.stream()
                .filter(sent -> sent.message().body() instanceof ItemRangeRequest)
                .toList();
    }

    private List<ItemRangeRequest> requests() {
        return sentRequests().stream()
                .map(sent -> (ItemRangeRequest) sent.message().body())
                .toList();
    }

    private List<NodeId> targets() {
        return sentRequests().stream().map(TestNode.Sent::target).toList();
    }

    private long nonce(int request) {
        return sentRequests().get(request).message().correlation().asLong();
    }

    /** Answers the newest request as an honest peer would. */
    private void answer(long first, long last) {
        respond(nonce(requests().size() - 1), items(first, last));
    }

    private void respond(long nonce, List<OrderedItem> items) {
        respond(targets().get(targets().size() - 1), nonce, items);
    }

    private void respond(NodeId from, long nonce, List<OrderedItem> items) {
        Message response = Message.of(
                Topic.scope(SCOPE), new ItemRangeResponse(items), MessageKind.RESPONSE, Correlation.of(nonce));
        node.judge(from, TestNode.envelope(from, response));
        net.time.advance(Duration.ofMillis(100));
    }

    private Optional<List<OrderedItem>> ask(long first, long last) {
        return ask(node(9), first, last);
    }

    private Optional<List<OrderedItem>> ask(NodeId from, long first, long last) {
        int before = node.replies.size();
        Message request = Message.of(Topic.scope(SCOPE), range(first, last), MessageKind.REQUEST, Correlation.of(77));
        node.judge(from, TestNode.envelope(from, request));
        net.time.advance(MOMENT);
        return node.replies.stream()
                .skip(before)
                .map(sent -> ((ItemRangeResponse) sent.message().body()).items())
                .findFirst();
    }

    private static ItemRangeRequest range(long first, long last) {
        return new ItemRangeRequest(first, last);
    }

    private static List<OrderedItem> items(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(TransferTest::item).toList();
    }

    private static OrderedItem item(long sequence) {
        return OrderedItem.of(sequence, TestNet.data(sequence));
    }
}
