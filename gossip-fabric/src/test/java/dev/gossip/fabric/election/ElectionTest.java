package dev.gossip.fabric.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.NodeId;
import dev.gossip.testkit.VirtualNetwork;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The state machine alone: several of it on one simulated network. */
class ElectionTest {

    private static final ElectionConfig CONFIG = ElectionConfig.DEFAULT.elected();

    private final VirtualTime time = new VirtualTime();
    private final VirtualNetwork<NodeId, Boolean> network = new VirtualNetwork<>(time, new SplittableRandom(7));
    private final List<Candidate> candidates = new ArrayList<>();

    /** One node; its id is a single byte, so that 0x80 and above show whether ids are unsigned. */
    private final class Candidate implements Election.Port {
        final NodeId id;
        final Election election;
        final List<Boolean> changes = new ArrayList<>();
        final List<Long> declarations = new ArrayList<>();
        final List<Long> proposals = new ArrayList<>();
        int view = 3;

        Candidate(int number) {
            id = id(number);
            election = new Election(id, CONFIG, this);
            network.attach(id, election::onMessage);
            candidates.add(this);
        }

        @Override
        public void say(boolean declaration) {
            (declaration ? declarations : proposals).add(time.nanoTime());
            candidates.forEach(other -> {
                if (other != this) {
                    network.send(id, other.id, declaration);
                }
            });
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return time.schedule(delay, task);
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public int viewSize() {
            return view;
        }

        @Override
        public void leading(boolean now) {
            changes.add(now);
        }

        boolean leads() {
            return election.isLeading();
        }

        void start() {
            election.start();
        }
    }

    private static NodeId id(int number) {
        return new NodeId(Bytes.wrap(new byte[] {(byte) number}));
    }

    private List<Candidate> started(int... numbers) {
        for (int number : numbers) {
            new Candidate(number);
        }
        candidates.forEach(Candidate::start);
        return candidates;
    }

    private List<NodeId> leaders() {
        return candidates.stream().filter(Candidate::leads).map(each -> each.id).toList();
    }

    @Test
    void c49_theLowestIdDeclaresAfterTheViewIsSteadyAndGoesOnEveryFiveSeconds() {
        started(0x90, 0x7f, 0xff);

        time.advance(Duration.ofMillis(5_900));
        assertThat(leaders()).isEmpty();
        time.advance(Duration.ofMillis(200));
        assertThat(leaders()).containsExactly(id(0x7f));
        time.advance(Duration.ofSeconds(60));
        assertThat(leaders()).containsExactly(id(0x7f));

        Candidate leader = candidates.get(1);
        assertThat(leader.changes).containsExactly(true);
        List<Long> declared = leader.declarations;
        assertThat(declared).hasSize(13);
        for (int i = 1; i < declared.size(); i++) {
            assertThat(declared.get(i) - declared.get(i - 1))
                    .isEqualTo(Duration.ofSeconds(5).toNanos());
        }
        assertThat(candidates.get(0).changes).isEmpty();
        assertThat(candidates.get(0).proposals).hasSize(1);
    }

    @Test
    void c50_aLeaderStepsDownBeforeALowerIdOnly() {
        Candidate leader = started(0x50).get(0);
        time.advance(Duration.ofSeconds(7));
        assertThat(leader.leads()).isTrue();

        leader.election.onMessage(id(0x51), true);
        leader.election.onMessage(id(0x10), false);
        assertThat(leader.leads()).isTrue();

        leader.election.onMessage(id(0x4f), true);
        assertThat(leader.leads()).isFalse();
        assertThat(leader.changes).containsExactly(true, false);
    }

    @Test
    void aLeaderAnswersADeclarationAtOnceButNotAFloodOfThem() {
        Candidate leader = started(0x50).get(0);
        time.advance(Duration.ofSeconds(8));
        int before = leader.declarations.size();
        for (int i = 0; i < 1_000; i++) {
            leader.election.onMessage(id(0x51), true);
            time.advance(Duration.ofMillis(1));
        }
        assertThat(leader.declarations.size() - before).isBetween(1, 2);
        assertThat(leader.leads()).isTrue();
    }

    @Test
    void anUnsteadyViewIsWaitedForNoLongerThanTheGracePeriod() {
        Candidate alone = new Candidate(1);
        alone.start();
        for (int i = 0; i < 14; i++) {
            alone.view++;
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(alone.proposals).isEmpty();
        alone.view++;
        time.advance(Duration.ofSeconds(1));
        assertThat(alone.proposals).hasSize(1);
    }

    @Test
    void aDeadLeaderIsReplacedWithinTheWorstCase() {
        started(1, 2, 3);
        time.advance(Duration.ofSeconds(20));
        network.stop(id(1));
        candidates.get(0).election.stop();
        assertThat(candidates.get(0).changes).containsExactly(true, false);

        time.advance(Duration.ofSeconds(25));
        assertThat(leaders()).containsExactly(id(2));
    }

    @Test
    void eachPartHasItsLeaderAndAfterwardsTheLowestSurvives() {
        started(1, 2, 3, 4);
        time.advance(Duration.ofSeconds(10));
        network.partition(List.of(Set.of(id(1), id(2)), Set.of(id(3), id(4))));
        time.advance(Duration.ofSeconds(40));
        assertThat(leaders()).containsExactly(id(1), id(3));
        network.heal();
        time.advance(Duration.ofSeconds(10));
        assertThat(leaders()).containsExactly(id(1));
    }

    @Test
    void withAThirdOfAllStatementsLostTheLowestLeadsThroughout() {
        network.loss(0.33).latency(Duration.ofMillis(20), Duration.ofMillis(100));
        started(1, 2, 3, 4, 5);
        time.advance(Duration.ofSeconds(30));
        for (int i = 0; i < 600; i++) {
            time.advance(Duration.ofSeconds(1));
            // Who misses two declarations in a row may lead for a while beside it.
            assertThat(leaders()).contains(id(1));
        }
        assertThat(network.lost()).isGreaterThan(100);
    }

    @Test
    void aLateNodeFollowsAndALowerLateNodeDoesNotOverturnALivingLeader() {
        started(5, 6);
        time.advance(Duration.ofSeconds(20));
        Candidate late = new Candidate(1);
        late.start();
        time.advance(Duration.ofSeconds(60));
        assertThat(leaders()).containsExactly(id(5));
        assertThat(late.changes).isEmpty();
    }

    @Test
    void whoYieldsStandsAgainOnlyOnceAnotherLedOrAMinutePassed() {
        Candidate alone = started(1).get(0);
        time.advance(Duration.ofSeconds(7));
        alone.election.yieldLeadership();
        assertThat(alone.changes).containsExactly(true, false);
        int proposed = alone.proposals.size();
        time.advance(Duration.ofSeconds(59));
        assertThat(alone.leads()).isFalse();
        assertThat(alone.proposals).hasSize(proposed);
        time.advance(Duration.ofSeconds(17));
        assertThat(alone.leads()).isTrue();

        Candidate other = new Candidate(2);
        other.start();
        alone.election.yieldLeadership();
        time.advance(Duration.ofSeconds(30));
        assertThat(leaders()).containsExactly(id(2));
        network.stop(id(2));
        other.election.stop();
        time.advance(Duration.ofSeconds(26));
        assertThat(leaders()).containsExactly(id(1));
    }

    @Test
    void yieldingWithoutALeadIsNothing() {
        started(1, 2);
        time.advance(Duration.ofSeconds(10));
        candidates.get(1).election.yieldLeadership();
        assertThat(candidates.get(1).changes).isEmpty();
    }

    @Test
    void electionAndStaticLeadExcludeEachOther() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ElectionConfig(
                        true,
                        true,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5)))
                .withMessageContaining("useLeaderElection and orgLeader");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ElectionConfig(
                        false,
                        false,
                        Duration.ofSeconds(15),
                        Duration.ZERO,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5)))
                .withMessageContaining("election.membershipSampleInterval");
        assertThat(ElectionConfig.DEFAULT.useLeaderElection()).isFalse();
        assertThat(ElectionConfig.DEFAULT.orgLeader()).isTrue();
    }
}
