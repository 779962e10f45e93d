package dev.gossip.state;

import static dev.gossip.state.TestNet.ENDPOINT;
import static dev.gossip.state.TestNet.SCOPE;
import static dev.gossip.state.TestNet.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer.ChannelState;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.State;
import dev.gossip.api.body.StateSnapshot;
import dev.gossip.api.body.StateSnapshotRequest;
import dev.gossip.api.observe.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who tells whom how much it holds. */
class StandingTest {

    private static final Duration INTERVAL = Duration.ofSeconds(4);

    private final TestNet net = new TestNet(11);
    private final TestNode node = net.add();
    private final Map<NodeId, Integer> authorsJudged = new HashMap<>();
    private final Set<NodeId> admitted = new HashSet<>();

    @Test
    void c35_nothingIsSignedOrSentWhileNobodyIsThere() {
        StateChannel channel = open(rules -> rules);
        submit(channel, 0);
        net.time.advance(Duration.ofMinutes(1));
        assertThat(statements()).isEmpty();

        node.know(node(9));
        net.time.advance(INTERVAL);
        assertThat(statements()).singleElement().satisfies(state -> {
            assertThat(state.subject()).isEqualTo(node.self);
            assertThat(state.height()).isEqualTo(1);
            assertThat(state.left()).isFalse();
        });
    }

    @Test
    void c45_aChangeIsPublishedOnceWithinTheInterval() {
        node.know(node(9));
        StateChannel channel = open(rules -> rules);
        net.time.advance(INTERVAL.multipliedBy(2));
        assertThat(statements()).as("the first height").hasSize(1);

        submit(channel, 0);
        submit(channel, 1);
        submit(channel, 2);
        net.time.advance(INTERVAL.multipliedBy(10));

        assertThat(statements()).hasSize(2);
        assertThat(statements().get(1).height()).isEqualTo(3);
        assertThat(statements().get(1).time().isAfter(statements().get(0).time()))
                .isTrue();
        assertThat(statements().get(0).time().incarnation())
                .as("nanoseconds since 1970 when the channel was opened")
                .isBetween(
                        1_767_225_600_000_000_000L,
                        1_767_225_600_000_000_000L + Duration.ofSeconds(1).toNanos());
    }

    @Test
    void servicesAndLeavingAreToldAtOnce() {
        node.know(node(9));
        StateChannel channel = open(rules -> rules);
        State.Service service = new State.Service("asset", "1.0", TestNet.data(0));
        channel.announce(List.of(service));
        net.time.advance(Duration.ofMillis(10));
        assertThat(statements()).singleElement().extracting(State::services).isEqualTo(List.of(service));

        var left = channel.leave().toCompletableFuture();
        net.time.advance(Duration.ofMillis(10));
        assertThat(left).isCompleted();
        assertThat(statements()).hasSize(2);
        assertThat(statements().get(1).left()).isTrue();
        assertThat(statements().get(1).services()).containsExactly(service);
    }

    @Test
    void aNewerStatementReplacesAnOlderOne() {
        node.know(node(1));
        open(rules -> rules);

        assertThat(node.judge(node(2), state(1, 5, 7))).isEqualTo(Verdict.ACCEPT);
        assertThat(node.judge(node(2), state(1, 5, 7))).isEqualTo(Verdict.IGNORE);
        assertThat(node.judge(node(2), state(1, 4, 9))).isEqualTo(Verdict.IGNORE);
        assertThat(node.standingOf(node(1))).contains(new ChannelState(7, false));
        assertThat(node.judge(node(2), state(1, 6, 8))).isEqualTo(Verdict.ACCEPT);
        assertThat(node.standingOf(node(1))).contains(new ChannelState(8, false));
        assertThat(node.dropped(DropReason.SUPERSEDED)).isEqualTo(2);
    }

    @Test
    void ourOwnStatementComingBackIsNoNews() {
        open(rules -> rules);
        State own = new State(node.self, new LogicalTime(Long.MAX_VALUE, 1), 99, false, List.of());
        assertThat(node.judge(node(2), TestNode.envelope(node.self, own))).isEqualTo(Verdict.IGNORE);
    }

    @Test
    void nobodySpeaksForAnotherOrFromAnotherChannel() {
        node.know(node(1));
        open(rules -> rules);
        State state = body(1, 5, 7);

        assertThat(node.judge(node(2), TestNode.envelope(node(2), state))).isEqualTo(Verdict.IGNORE);
        Envelope elsewhere = TestNode.envelope(node(1), Message.of(Topic.scope("ch2"), state));
        node.judge(node(2), new StateSnapshot(List.of(elsewhere)));
        assertThat(node.dropped(StateDrops.WRONG_SUBJECT)).isEqualTo(2);
        assertThat(node.standingOf(node(1))).isEmpty();
    }

    @Test
    void c44_aSnapshotSeenBeforeIsNotJudgedAgain() {
        node.know(node(1));
        node.know(node(2));
        admitted.add(node(1));
        admitted.add(node(2));
        open(this::counting);
        Envelope one = state(1, 5, 7);
        StateSnapshot snapshot = new StateSnapshot(List.of(one, state(2, 5, 3), one));
        for (int i = 0; i < 100; i++) {
            assertThat(node.judge(node(2), snapshot)).isEqualTo(Verdict.IGNORE);
        }
        assertThat(authorsJudged).containsOnly(Map.entry(node(1), 1), Map.entry(node(2), 1));
        assertThat(node.drops).isEmpty();
        assertThat(node.standingOf(node(2))).contains(new ChannelState(3, false));
    }

    @Test
    void aSnapshotIsReadUntilTheFirstElementThatIsNotInOrder() {
        node.know(node(1));
        node.know(node(2));
        node.know(node(3));
        admitted.add(node(1));
        admitted.add(node(3));
        admitted.add(node(4));
        open(this::counting);
        node.judge(node(1), new StateSnapshot(List.of(state(4, 1, 1), state(1, 1, 1), state(2, 1, 1), state(3, 1, 1))));

        assertThat(authorsJudged.keySet())
                .as("4 is no member, 3 comes after 2")
                .containsExactlyInAnyOrder(node(1), node(2));
        assertThat(node.standingOf(node(1))).isPresent();
        assertThat(node.standingOf(node(2))).isEmpty();
        assertThat(node.standingOf(node(3))).isEmpty();
        assertThat(node.dropped(StateDrops.NOT_ADMITTED)).isOne();
    }

    @Test
    void aSnapshotOfSomethingElseIsMalformed() {
        open(rules -> rules);
        node.judge(node(1), new StateSnapshot(List.of(TestNode.envelope(node(1), new StateSnapshotRequest()))));
        assertThat(node.dropped(DropReason.MALFORMED)).isOne();
    }

    @Test
    void c42_aRequestIsAnsweredWithWhatTheAskerMaySee() {
        node.know(node(1));
        node.know(node(2));
        node.know(node(3));
        node.redaction = (envelope, target) ->
                envelope.origin().equals(Optional.of(node(2))) ? Optional.empty() : Optional.of(envelope);
        open(rules -> rules.disclosed((peer, statement) -> !statement.origin().equals(Optional.of(node(3)))));
        net.time.advance(INTERVAL.plusMillis(10));
        for (int author = 1; author <= 3; author++) {
            node.judge(node(author), state(author, 1, author));
        }
        node.judge(node(1), new StateSnapshotRequest());

        StateSnapshot answer = (StateSnapshot) node.replies.get(0).message().body();
        assertThat(answer.elements())
                .extracting(envelope -> envelope.origin().orElseThrow())
                .containsExactly(node.self, node(1));
    }

    @Test
    void strangersAreNotHeard() {
        node.know(node(1));
        open(rules -> rules.participants(peer -> !peer.id().equals(Optional.of(node(2)))));
        node.judge(node(1), state(1, 1, 1));
        node.judge(node(2), state(1, 2, 2));
        node.judge(node(2), new StateSnapshotRequest());
        node.judge(node(2), OrderedItem.of(0, TestNet.data(0)));

        assertThat(node.dropped(StateDrops.NOT_PARTICIPANT)).isEqualTo(3);
        assertThat(node.replies).isEmpty();
        assertThat(node.standingOf(node(1))).contains(new ChannelState(1, false));
    }

    @Test
    void threeRandomPartnersAreAskedEveryInterval() {
        for (int i = 1; i <= 10; i++) {
            node.know(node(i));
        }
        open(rules -> rules.partners(peer -> !peer.id().equals(node(10))));
        net.time.advance(INTERVAL.minusMillis(20));
        assertThat(node.sent).isEmpty();
        net.time.advance(Duration.ofMillis(20));
        assertThat(node.sent).hasSize(3).allMatch(sent -> sent.message().body() instanceof StateSnapshotRequest);
        net.time.advance(INTERVAL.multipliedBy(30));
        assertThat(node.sent).hasSize(93).extracting(TestNode.Sent::target).doesNotContain(node(10));
        assertThat(node.sent.stream().map(TestNode.Sent::target).distinct()).hasSize(9);
    }

    @Test
    void authorsThatAreNoLongerAliveAreForgotten() {
        node.know(node(1));
        node.know(node(2));
        open(rules -> rules);
        node.judge(node(1), state(1, 1, 1));
        node.judge(node(2), state(2, 1, 1));
        node.standing(node(1), false);
        net.time.advance(Duration.ofSeconds(20));

        assertThat(node.standingOf(node(1))).isEmpty();
        assertThat(node.standingOf(node(2))).isPresent();
    }

    @Test
    void aStandingThatCameBeforeItsAuthorShowsOnceTheAuthorIsKnown() {
        open(rules -> rules);
        assertThat(node.judge(node(2), state(1, 1, 4))).isEqualTo(Verdict.ACCEPT);
        assertThat(node.known).as("a statement makes nobody a peer").doesNotContainKey(node(1));
        node.know(node(1));
        net.time.advance(INTERVAL);
        assertThat(node.standingOf(node(1))).contains(new ChannelState(4, false));
    }

    @Test
    void c46_authorsExpelledByNewRulesVanish() {
        node.know(node(1));
        admitted.add(node(1));
        StateChannel channel = open(this::counting);
        node.judge(node(1), state(1, 1, 1));
        assertThat(node.standingOf(node(1))).isPresent();

        admitted.clear();
        channel.reconsiderAuthors();
        net.time.settle();
        assertThat(node.standingOf(node(1))).isEmpty();
        assertThat(node.judge(node(1), state(1, 2, 1))).isEqualTo(Verdict.IGNORE);
    }

    @Test
    void theTableIsBounded() {
        StateConfig small = new StateConfig(
                INTERVAL, INTERVAL, Duration.ofSeconds(20), 3, 2, 20, 64, 10, INTERVAL, TransferConfig.DEFAULT);
        node.know(node(1));
        node.know(node(2));
        open(rules -> rules.config(small));
        node.judge(node(1), state(1, 1, 1));
        node.judge(node(1), state(2, 1, 1));
        assertThat(node.judge(node(1), state(3, 1, 1))).isEqualTo(Verdict.IGNORE);
        assertThat(node.dropped(StateDrops.TOO_MANY_AUTHORS)).isOne();
        assertThat(node.judge(node(1), state(2, 2, 1))).isEqualTo(Verdict.ACCEPT);

        node.standing(node(2), false);
        assertThat(node.judge(node(1), state(3, 1, 1))).as("the dead make room").isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void aClosedChannelIsSilentAndUnknown() {
        node.know(node(1));
        StateChannel channel = open(rules -> rules);
        node.judge(node(1), state(1, 1, 1));
        channel.close();
        channel.close();
        net.time.settle();
        int before = node.sent.size();
        net.time.advance(Duration.ofMinutes(5));

        assertThat(node.sent).hasSize(before);
        assertThat(net.time.pendingTasks()).isZero();
        assertThat(node.standingOf(node(1))).isEmpty();
        assertThat(channel.status().halted()).contains("the channel was closed");
        assertThat(node.extension.channel(ENDPOINT, SCOPE)).isEmpty();
        assertThat(node.judge(node(1), state(1, 2, 1))).isEqualTo(Verdict.IGNORE);
        assertThat(node.dropped(DropReason.UNKNOWN_SCOPE)).isOne();
    }

    @Test
    void aChannelStaysOnTheLaneOnWhichItWasOpened() {
        node.know(node(1));
        List<String> lanes = new ArrayList<>();
        node.joined = false;
        StateChannel channel = open(rules -> rules.authors(statement -> lanes.add(node.currentLane.get())));
        node.joined = true;
        node.judge(node(1), state(1, 1, 1));
        channel.reconsiderAuthors();
        net.time.settle();
        assertThat(lanes).containsExactly("", "");
    }

    private StateChannel open(UnaryOperator<ChannelSpec.Builder> rules) {
        node.start();
        StateChannel channel =
                node.extension.open(rules.apply(ChannelSpec.of(ENDPOINT, SCOPE, node.store, TestNet.CHECK))
                        .build());
        net.time.advance(Duration.ofMillis(10));
        return channel;
    }

    private ChannelSpec.Builder counting(ChannelSpec.Builder rules) {
        return rules.authors(statement -> {
            NodeId author = statement.origin().orElseThrow();
            authorsJudged.merge(author, 1, Integer::sum);
            return admitted.contains(author);
        });
    }

    private void submit(StateChannel channel, long sequence) {
        channel.submit(OrderedItem.of(sequence, TestNet.data(sequence)));
        net.time.advance(Duration.ofMillis(20));
    }

    private List<State> statements() {
        return node.published.stream()
                .map(Envelope::body)
                .filter(State.class::isInstance)
                .map(State.class::cast)
                .toList();
    }

    private static State body(int author, long time, long height) {
        return new State(node(author), new LogicalTime(1, time), height, false, List.of());
    }

    private static Envelope state(int author, long time, long height) {
        return TestNode.envelope(node(author), body(author, time, height));
    }
}
