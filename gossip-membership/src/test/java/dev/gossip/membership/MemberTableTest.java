package dev.gossip.membership;

import static dev.gossip.membership.Statements.alive;
import static dev.gossip.membership.Statements.id;
import static dev.gossip.membership.Statements.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.NodeId;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.LogicalTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MemberTableTest {

    private static final long SECOND = 1_000_000_000L;

    private final MemberTable table = new MemberTable(100, Duration.ofSeconds(500));

    @Test
    @DisplayName("C21 logical time: same, older and lower incarnation are stale, newer is news")
    void c21_logicalTimeDecides() {
        assertThat(hear(alive(1, 10, 5))).isEqualTo(Outcome.NEW);
        assertThat(hear(alive(1, 10, 5))).isEqualTo(Outcome.STALE);
        assertThat(hear(alive(1, 10, 4))).isEqualTo(Outcome.STALE);
        assertThat(hear(alive(1, 10, 6))).isEqualTo(Outcome.RENEWED);
        assertThat(hear(alive(1, 9, 99))).isEqualTo(Outcome.STALE);
        assertThat(hear(alive(1, 11, 1))).isEqualTo(Outcome.RENEWED);
        assertThat(hear(alive(1, -1L, 1))).as("times are unsigned").isEqualTo(Outcome.RENEWED);
    }

    @Test
    @DisplayName("C30 a dead member comes back by a strictly newer time only")
    void c30_revival() {
        hear(alive(1, 10, 5));
        assertThat(table.kill(id(1))).isTrue();
        assertThat(table.kill(id(1))).isFalse();
        assertThat(hear(alive(1, 10, 5))).isEqualTo(Outcome.STALE);
        assertThat(table.isAlive(id(1))).isFalse();
        assertThat(hear(alive(1, 10, 6))).isEqualTo(Outcome.REVIVED);
        assertThat(table.isAlive(id(1))).isTrue();
    }

    @Test
    void aStrippedCopyKeepsTheInternalAddressAndAnAbsentExternalOneIsTaken() {
        hear(alive(1, 10, 5));
        assertThat(hear(Statements.stripped(alive(1, 10, 6)))).isEqualTo(Outcome.RENEWED);
        assertThat(table.find(id(1)).orElseThrow().internal()).contains(Statements.internal(1));

        Alive hidden = new Alive(
                id(1),
                Optional.empty(),
                Optional.of(Statements.internal(2)),
                new LogicalTime(10, 7),
                dev.gossip.api.Bytes.empty(),
                Optional.empty());
        assertThat(hear(hidden)).isEqualTo(Outcome.MOVED);
        assertThat(table.find(id(1)).orElseThrow().external()).isEmpty();
        assertThat(table.find(id(1)).orElseThrow().address()).contains(Statements.internal(2));
    }

    @Test
    @DisplayName("C31 a tombstone refuses the last statement until its lifetime is over, not a newer one")
    void c31_tombstones() {
        hear(alive(1, 10, 5));
        table.bury(id(1), 0);
        assertThat(hear(alive(1, 10, 5))).isEqualTo(Outcome.STALE);
        assertThat(table.hearDead(alive(1, 10, 5), sealed(alive(1, 10, 5)), 0)).isEqualTo(Outcome.STALE);
        table.sweepTombstones(500 * SECOND);
        assertThat(table.tombstoneCount()).isOne();
        assertThat(hear(alive(1, 10, 6))).isEqualTo(Outcome.NEW);
        assertThat(table.tombstoneCount()).isZero();

        table.bury(id(1), 500 * SECOND);
        table.sweepTombstones(1_000 * SECOND + 1);
        assertThat(table.tombstoneCount()).isZero();
    }

    @Test
    void boundsMembersAndTombstones() {
        for (int i = 1; i <= 1_000; i++) {
            Outcome outcome = hear(alive(i, 1, 1));
            assertThat(outcome).isEqualTo(i <= 100 ? Outcome.NEW : Outcome.FULL);
        }
        assertThat(table.aliveCount()).isEqualTo(100);
        for (int i = 1; i <= 1_000; i++) {
            hear(alive(i, 2, i));
            table.bury(id(i), i);
        }
        assertThat(table.tombstoneCount()).isEqualTo(100);
        assertThat(table.aliveCount() + table.deadCount()).isZero();
    }

    @Test
    void aFullTableStillRenewsWhomItKnows() {
        for (int i = 1; i <= 100; i++) {
            hear(alive(i, 1, 1));
        }
        assertThat(hear(alive(1, 1, 2))).isEqualTo(Outcome.RENEWED);
        assertThat(table.hearDead(alive(500, 1, 1), sealed(alive(500, 1, 1)), 0))
                .isEqualTo(Outcome.FULL);
    }

    @Test
    void anyOrderOfStatementsLeavesTheNewestTimeAndTrueCounts() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            MemberTable any = new MemberTable(10, Duration.ofSeconds(500));
            Map<NodeId, LogicalTime> newest = new HashMap<>();
            for (int step = 0; step < 300; step++) {
                int subject = random.nextInt(8);
                if (random.nextInt(5) == 0) {
                    any.kill(id(subject));
                    continue;
                }
                Alive said = alive(subject, random.nextInt(5), random.nextInt(50));
                Outcome outcome = any.hear(said, sealed(said), Optional.empty(), step);
                LogicalTime before = newest.get(said.subject());
                boolean newer = before == null || said.time().isAfter(before);
                assertThat(outcome.isNews()).as("seed %d step %d", seed, step).isEqualTo(newer);
                if (newer) {
                    newest.put(said.subject(), said.time());
                    assertThat(any.isAlive(said.subject())).as("seed %d", seed).isTrue();
                }
            }
            assertThat(any.aliveCount())
                    .as("seed %d", seed)
                    .isEqualTo(any.alive().size());
            assertThat(any.deadCount()).as("seed %d", seed).isEqualTo(any.dead().size());
            newest.forEach(
                    (id, time) -> assertThat(any.find(id).orElseThrow().time()).isEqualTo(time));
        }
    }

    private Outcome hear(Alive said) {
        return table.hear(said, sealed(said), Optional.empty(), 0);
    }
}
