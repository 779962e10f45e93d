package dev.gossip.membership;

import static dev.gossip.membership.Statements.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.body.Alive;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many engines over a bad network. Every failure names the seed that repeats it. */
class MembershipSimulationTest {

    @ParameterizedTest(name = "{0} nodes, loss {1}, seed {2}")
    @CsvSource({"2, 0.2, 1", "5, 0.2, 2", "5, 0.1, 3", "10, 0.2, 4", "20, 0.15, 5", "50, 0.1, 6", "50, 0.2, 7"})
    void convergesOverALossyReorderingNetworkAndStaysSo(int nodes, double loss, long seed) {
        SimWorld world = new SimWorld(seed);
        world.network.loss(loss);
        world.startAll(nodes);
        assertThat(world.converges(Duration.ofMinutes(2))).as("seed %d", seed).isTrue();
        world.time.advance(Duration.ofMinutes(2));
        assertThat(world.everybodyKnowsEverybody()).as("seed %d", seed).isTrue();
        if (nodes > 2) {
            assertThat(world.deaths).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    @DisplayName("90 members do not flap for 10 minutes")
    void noFlapping() {
        SimWorld world = new SimWorld(90).startAll(90);
        assertThat(world.converges(Duration.ofSeconds(30))).as("seed 90").isTrue();
        world.time.advance(Duration.ofMinutes(10));
        assertThat(world.deaths).as("seed 90").isEmpty();
        assertThat(world.everybodyKnowsEverybody()).as("seed 90").isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3", "4", "5"})
    @DisplayName("C29 all others notice a crash within 27.5 s of what they heard last")
    void c29_noticesACrash(long seed) {
        SimWorld world = new SimWorld(seed).startAll(20);
        assertThat(world.converges(Duration.ofSeconds(30))).as("seed %d", seed).isTrue();
        world.time.advance(Duration.ofSeconds(60));
        Duration crash = Duration.ofNanos(world.time.nanoTime());
        world.crash(13);
        // The last statement may still travel by membership answers for a few pull intervals.
        world.time.advance(Duration.ofSeconds(40));
        assertThat(world.deaths).as("seed %d", seed).hasSize(19).allSatisfy(death -> {
            assertThat(death.subject()).isEqualTo(id(13));
            assertThat(death.afterLastHeard()).isBetween(Duration.ofSeconds(25), Duration.ofMillis(27_501));
            assertThat(death.at().minus(crash)).isLessThan(Duration.ofMillis(27_500 + 8_000));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3"})
    void bothSidesOfAPartitionMeetAgain(long seed) {
        SimWorld world = new SimWorld(seed).startAll(20);
        world.network.loss(0.1);
        assertThat(world.converges(Duration.ofMinutes(1))).as("seed %d", seed).isTrue();
        split(world, 20);
        world.time.advance(Duration.ofSeconds(60));
        assertThat(world.running.values())
                .as("seed %d", seed)
                .allSatisfy(node -> assertThat(node.engine.table().aliveCount()).isEqualTo(9));
        world.network.heal();
        assertThat(world.converges(Duration.ofSeconds(40))).as("seed %d", seed).isTrue();
    }

    @Test
    @DisplayName("C33 a partition longer than every memory heals through the seeds")
    void c33_seedsHealAPartitionLongerThanAllMemory() {
        SimWorld world = new SimWorld(11).startAll(10);
        assertThat(world.converges(Duration.ofMinutes(1))).isTrue();
        split(world, 10);
        world.time.advance(Duration.ofMinutes(30));
        assertThat(world.running.get(4).engine.table().all())
                .extracting(Member::id)
                .contains(id(1));
        assertThat(world.running.get(4).engine.table().all()).hasSize(5);
        world.network.heal();
        assertThat(world.converges(Duration.ofSeconds(60))).as("seed 11").isTrue();
    }

    @Test
    @DisplayName("C31 the dead are forgotten by all, even while new nodes keep joining")
    void c31_theDeadDoNotCirculate() {
        SimWorld world = new SimWorld(12).startAll(6);
        assertThat(world.converges(Duration.ofMinutes(1))).isTrue();
        world.crash(5);
        for (int fresh = 6; fresh < 20; fresh++) {
            world.time.advance(Duration.ofSeconds(240));
            world.start(fresh, Duration.ZERO);
        }
        assertThat(world.converges(Duration.ofMinutes(1))).as("seed 12").isTrue();
        assertThat(world.running.values()).allSatisfy(node -> {
            assertThat(node.engine.table().find(id(5))).isEmpty();
            assertThat(node.engine.table().tombstoneCount()).isZero();
        });
    }

    @Test
    void aRestartedNodeIsKnownByItsNewIncarnation() {
        SimWorld world = new SimWorld(13).startAll(10);
        assertThat(world.converges(Duration.ofMinutes(1))).isTrue();
        world.time.advance(Duration.ofSeconds(20));
        long before = world.running.get(7).lastPublished.time().incarnation();
        world.crash(7);
        world.time.advance(Duration.ofSeconds(3));
        world.start(7, Duration.ZERO);
        world.time.advance(Duration.ofSeconds(15));
        assertThat(world.everybodyKnowsEverybody()).as("seed 13").isTrue();
        assertThat(incarnationsOf(world, 7)).hasSize(1).allMatch(incarnation -> incarnation > before);
        assertThat(world.deaths).as("nobody noticed").isEmpty();
    }

    @ParameterizedTest(name = "down for {0} s, seed {1}")
    @CsvSource({"3, 1", "40, 2", "300, 3"})
    void aRestartedNodeWhoseClockWasSetBackIsHeardAgain(long seconds, long seed) {
        SimWorld world = new SimWorld(seed).startAll(10);
        assertThat(world.converges(Duration.ofMinutes(1))).as("seed %d", seed).isTrue();
        world.time.advance(Duration.ofSeconds(20));
        long before = world.running.get(7).lastPublished.time().incarnation();
        world.crash(7);
        world.time.advance(Duration.ofSeconds(seconds));
        world.start(7, Duration.ofHours(-1));
        world.time.advance(Duration.ofSeconds(30));
        assertThat(world.everybodyKnowsEverybody()).as("seed %d", seed).isTrue();
        assertThat(incarnationsOf(world, 7)).hasSize(1).allMatch(incarnation -> incarnation > before);
        world.time.advance(Duration.ofMinutes(2));
        assertThat(world.everybodyKnowsEverybody()).as("seed %d", seed).isTrue();
    }

    @Test
    @DisplayName("C31 an old statement replayed for the second lifetime revives nobody")
    void c31_replayRevivesNobody() {
        SimWorld world = new SimWorld(14).startAll(6);
        assertThat(world.converges(Duration.ofMinutes(1))).isTrue();
        world.time.advance(Duration.ofSeconds(20));
        Alive last = world.running.get(5).lastPublished;
        world.crash(5);
        world.time.advance(Duration.ofSeconds(40));
        for (int second = 0; second < 940; second++) {
            world.running.keySet().forEach(node -> world.inject(node, last));
            world.time.advance(Duration.ofSeconds(1));
            assertThat(world.running.values())
                    .as("seed 14, second %d", second)
                    .noneMatch(node -> node.engine.isAlive(id(5)));
        }
        assertThat(world.running.values())
                .allSatisfy(node -> assertThat(node.engine.table().find(id(5))).isEmpty());
    }

    @Test
    void aFloodOfNewIdsGrowsNothingBeyondItsBoundAndHurtsNoMember() {
        MembershipConfig config =
                MembershipConfig.DEFAULT.toBuilder().maxMembers(200).build();
        SimWorld world = new SimWorld(15, config).startAll(5);
        assertThat(world.converges(Duration.ofMinutes(1))).isTrue();
        for (int i = 0; i < 3_000; i++) {
            world.inject(i % 5, Statements.alive(1_000 + i, 1, 1));
            world.time.advance(Duration.ofMillis(20));
        }
        assertThat(world.running.values()).allSatisfy(node -> {
            assertThat(node.engine.table().all()).hasSizeLessThanOrEqualTo(200);
            assertThat(node.dropped).contains(Reasons.MEMBERS_FULL);
        });
        // A node whose table was full may learn of a dead one later from another's list, but repeats it to nobody.
        world.time.advance(Duration.ofSeconds(1_600));
        assertThat(world.everybodyKnowsEverybody()).as("seed 15").isTrue();
        assertThat(world.running.values())
                .allSatisfy(
                        node -> assertThat(node.engine.table().tombstoneCount()).isZero());
    }

    @Test
    void aRunCanBeRepeatedExactly() {
        assertThat(trace(21)).isEqualTo(trace(21)).isNotEqualTo(trace(22));
    }

    private static List<Object> trace(long seed) {
        SimWorld world = new SimWorld(seed).startAll(8);
        world.network.loss(0.4);
        world.time.advance(Duration.ofMinutes(3));
        return List.of(world.network.carried(), world.network.lost(), world.deaths);
    }

    /** Even nodes here, odd ones there; one seed on each side. */
    private static void split(SimWorld world, int count) {
        Set<Integer> even =
                IntStream.range(0, count).filter(i -> i % 2 == 0).boxed().collect(Collectors.toSet());
        Set<Integer> odd =
                IntStream.range(0, count).filter(i -> i % 2 == 1).boxed().collect(Collectors.toSet());
        world.network.partition(List.of(even, odd));
    }

    private static Set<Long> incarnationsOf(SimWorld world, int number) {
        return world.running.values().stream()
                .filter(node -> node.number != number)
                .map(node -> node.engine
                        .table()
                        .find(id(number))
                        .orElseThrow()
                        .time()
                        .incarnation())
                .collect(Collectors.toSet());
    }
}
