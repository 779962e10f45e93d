package dev.gossip.membership;

import static dev.gossip.membership.Statements.alive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.body.Alive;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnStatementTest {

    private final VirtualTime time = new VirtualTime();
    private final FakeNetwork network = new FakeNetwork();
    private final OwnStatement own =
            new OwnStatement(Statements.endpoint(0, List.of()), MembershipConfig.DEFAULT, network, time);

    @BeforeEach
    void begin() {
        own.begin(1_000);
    }

    @Test
    void incarnationIsTheClockOrOneMoreThanTheLast() {
        Instant now = Instant.ofEpochSecond(5, 7);
        assertThat(OwnStatement.incarnationAfter(0, now)).isEqualTo(5_000_000_007L);
        assertThat(OwnStatement.incarnationAfter(5_000_000_006L, now)).isEqualTo(5_000_000_007L);
        assertThat(OwnStatement.incarnationAfter(5_000_000_007L, now)).isEqualTo(5_000_000_008L);
        assertThat(OwnStatement.incarnationAfter(9_000_000_000L, now)).isEqualTo(9_000_000_001L);
    }

    @Test
    void everyStatementIsNewerAndCarriesTheIdentityForAWhile() {
        own.fresh();
        time.advance(Duration.ofSeconds(10));
        own.fresh();
        time.advance(Duration.ofNanos(1));
        own.fresh();
        assertThat(network.signed)
                .extracting(Alive::time)
                .containsExactly(new LogicalTime(1_000, 1), new LogicalTime(1_000, 2), new LogicalTime(1_000, 3));
        assertThat(network.signed)
                .extracting(said -> said.identity().isPresent())
                .containsExactly(true, true, false);
    }

    @Test
    void askersShareAStatementForAFifthOfTheInterval() {
        own.recent();
        own.recent();
        time.advance(Duration.ofSeconds(1));
        own.recent();
        assertThat(network.signed).hasSize(1);
        time.advance(Duration.ofNanos(1));
        own.recent();
        assertThat(network.signed).hasSize(2);
    }

    @Test
    void aFailedSignatureIsNotReused() {
        network.signerBroken = true;
        assertThat(own.recent().toCompletableFuture()).isCompletedExceptionally();
        network.signerBroken = false;
        assertThat(own.recent().toCompletableFuture()).isCompleted();
    }

    @Test
    void overtakesAFormerSelfWhoseClockWasAhead() {
        assertThat(own.meet(alive(0, 2_000, 77))).isFalse();
        own.fresh();
        assertThat(network.signed.get(0).time()).isEqualTo(new LogicalTime(2_001, 1));
        assertThat(network.savedIncarnations).containsExactly(2_001L);
    }

    @Test
    void aStrippedCopyOfAFormerSelfCountsTooAndOlderOnesDoNot() {
        own.meet(Statements.stripped(alive(0, 2_000, 1)));
        own.meet(alive(0, 1_500, 1));
        assertThat(own.last()).isEqualTo(new LogicalTime(2_001, 0));
    }

    @Test
    void theGreatestIncarnationCannotBeOvertaken() {
        assertThat(own.meet(alive(0, -1L, 1))).isFalse();
        assertThat(own.last().incarnation()).isEqualTo(1_000);
    }

    @Test
    void anotherNodeWithOurIdentityIsToldApartByItsAddresses() {
        Alive other = alive(5, 2_000, 1);
        Alive impostor = new Alive(
                Statements.id(0), other.external(), other.internal(), other.time(), other.metadata(), other.identity());
        assertThat(own.meet(impostor)).isTrue();
        assertThat(own.last().incarnation()).as("no race with it").isEqualTo(1_000);
    }
}
