package dev.gossip.membership;

import static dev.gossip.membership.Statements.alive;
import static dev.gossip.membership.Statements.id;
import static dev.gossip.membership.Statements.internal;
import static dev.gossip.membership.Statements.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void joinsByDiallingAndAsking() {
        EngineFixture world = new EngineFixture(MembershipConfig.DEFAULT, internal(1));
        assertThat(world.network.lastDial().address()).isEqualTo(internal(1));
        assertThat(world.network.lastDial().expected()).isEmpty();
        world.network.lastDial().link().complete(link(1));
        world.engine.linkUp(link(1), true);
        assertThat(world.network.requests).as("one request for one link").hasSize(1);
        world.answerLastRequest(1, alive(2, 1, 1), alive(1, 1, 1));
        assertThat(world.engine.isAlive(id(1))).isTrue();
        assertThat(world.engine.isSeed(id(1))).isTrue();
        world.push(alive(1, 1, 2), 1);
        world.advance("PT20S");
        assertThat(world.network.dials).hasSize(1);
    }

    @Test
    @DisplayName("7.8.4 an unreachable seed is dialled for ever, with pauses that grow to the cap")
    void retriesForEver() {
        EngineFixture world = new EngineFixture(MembershipConfig.DEFAULT, internal(1));
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int before = world.network.dials.size();
            long failedAt = world.time.nanoTime();
            world.network.lastDial().link().completeExceptionally(new IOException("refused"));
            assertThat(world.time.advanceUntil(() -> world.network.dials.size() > before, Duration.ofSeconds(26)))
                    .as("attempt %d", i)
                    .isTrue();
            pauses.add(Duration.ofNanos(world.time.nanoTime() - failedAt));
        }
        long[] caps = {1, 2, 4, 8, 16, 25, 25};
        for (int i = 0; i < pauses.size(); i++) {
            Duration cap = Duration.ofSeconds(caps[Math.min(i, caps.length - 1)]);
            assertThat(pauses.get(i)).isBetween(cap.multipliedBy(4).dividedBy(5), cap);
        }
        assertThat(pauses.subList(10, 20)).as("jitter").doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("C33 a dead seed is kept beyond the time to forget and retried every reconnect interval")
    void c33_keepsDeadSeeds() {
        EngineFixture world = new EngineFixture(MembershipConfig.DEFAULT, internal(1));
        world.network.lastDial().link().complete(link(1));
        world.answerLastRequest(1, alive(1, 1, 1));
        world.push(alive(2, 1, 1), 1);
        int seen = 0;
        for (int i = 0; i < 80; i++) {
            world.advance("PT25S");
            assertThat(world.network.dials.size()).as("round %d", i).isGreaterThanOrEqualTo(i > 3 ? seen + 1 : seen);
            seen = world.network.dials.size();
            failOpenDials(world);
        }
        assertThat(world.engine.table().dead()).extracting(Member::id).containsExactly(id(1));
        assertThat(world.network.forgotten).containsExactly(id(2));
    }

    /** A peer that restarts within a second would otherwise be missed until the next look, up to 25 s later. */
    @Test
    void aSeedThatDiedIsDialledSoonAndThenLessOften() {
        EngineFixture world = new EngineFixture(MembershipConfig.DEFAULT, internal(1));
        world.network.lastDial().link().complete(link(1));
        world.answerLastRequest(1, alive(1, 1, 1));
        world.advance("PT3S");
        world.engine.dialFailed(internal(1), Optional.of(id(1)), "refused");
        int before = world.network.dials.size();
        assertThat(world.time.advanceUntil(() -> world.network.dials.size() > before, Duration.ofSeconds(1)))
                .isTrue();
        world.network.lastDial().link().completeExceptionally(new IOException("refused"));
        assertThat(world.time.advanceUntil(() -> world.network.dials.size() > before + 1, Duration.ofMillis(1_500)))
                .isFalse();
        assertThat(world.time.advanceUntil(() -> world.network.dials.size() > before + 1, Duration.ofMillis(500)))
                .isTrue();
        world.network.lastDial().link().complete(link(1));
        world.answerLastRequest(1, alive(1, 2, 1));
        assertThat(world.engine.isAlive(id(1))).isTrue();
    }

    @Test
    @DisplayName("C33 a seed that comes back under another identity is found")
    void c33_aSeedMayChangeItsIdentity() {
        EngineFixture world = new EngineFixture(MembershipConfig.DEFAULT, internal(1));
        world.network.lastDial().link().complete(link(1));
        world.answerLastRequest(1, alive(1, 1, 1));
        world.engine.dialFailed(internal(1), Optional.of(id(1)), "wrong peer");
        world.advance("PT25S");
        assertThat(world.network.lastDial().expected()).isEmpty();
        world.network.lastDial().link().complete(link(11));
        world.answerLastRequest(11, alive(11, 1, 1));
        assertThat(world.engine.isAlive(id(11))).isTrue();
        assertThat(world.engine.isSeed(id(1))).isFalse();
    }

    @Test
    @DisplayName("C34 a seed at which another organisation answers is not joined")
    void c34_refusesAForeignSeed() {
        EngineFixture world = new EngineFixture(MembershipConfig.DEFAULT, internal(1));
        world.engine.linkUp(link(1, "org2"), true);
        world.network.lastDial().link().complete(link(1, "org2"));
        world.engine.linkUp(link(1, "org2"), true);
        assertThat(world.network.requests).isEmpty();
        assertThat(world.network.signed).isEmpty();
        assertThat(world.network.disconnected).containsExactly(id(1));
        world.advance("PT1S");
        assertThat(world.network.dials).as("retried").hasSize(2);
    }

    @Test
    @DisplayName("C34 a seed of another organisation may be named as such")
    void c34_joinsTheOrganisationThatIsNamed() {
        EngineFixture world = new EngineFixture();
        world.engine.seeds("channel", List.of(new Seed(internal(1), Optional.of("org2"))));
        world.network.lastDial().link().complete(link(1, "org2"));
        assertThat(world.network.requests).hasSize(1);
    }

    @Test
    void aSeedThatDoesNotAnswerIsAskedAgainOverTheSameLink() {
        EngineFixture world = new EngineFixture(MembershipConfig.DEFAULT, internal(1));
        world.engine.linkUp(link(1), true);
        world.network.lastDial().link().complete(link(1));
        world.network.lastRequest().answer().completeExceptionally(new TimeoutException());
        world.advance("PT1S");
        assertThat(world.network.requests).hasSize(2);
        assertThat(world.network.dials).as("a second link could end both").hasSize(1);
    }

    @Test
    void aMemberReachedByTheSeedsAddressIsNotDialledAgain() {
        EngineFixture world = new EngineFixture();
        world.push(alive(1, 1, 1), 1);
        world.engine.linkUp(link(1), true);
        world.engine.seeds("late", List.of(Seed.at(internal(1))));
        assertThat(world.network.dials).isEmpty();
        assertThat(world.engine.isSeed(id(1))).isTrue();
    }

    @Test
    void aMemberThatOnlyClaimsTheSeedsAddressDoesNotReplaceIt() {
        EngineFixture world = new EngineFixture();
        world.push(alive(1, 1, 1), 1);
        world.engine.linkUp(link(1), false);
        world.engine.seeds("late", List.of(Seed.at(internal(1))));
        assertThat(world.network.dials).hasSize(1);
        assertThat(world.engine.isSeed(id(1))).isFalse();
    }

    @Test
    void neverDialsItself() {
        EngineFixture world = new EngineFixture(
                MembershipConfig.DEFAULT,
                internal(0),
                Statements.external(0),
                PeerAddress.of("127.0.0.1", 7051),
                PeerAddress.of("localhost", 443),
                PeerAddress.of("::1", 7051));
        assertThat(world.network.dials).isEmpty();
    }

    @Test
    void aSeedThatTurnsOutToBeOurselvesIsLeftAlone() {
        EngineFixture world = new EngineFixture(MembershipConfig.DEFAULT, PeerAddress.of("alias", 7051));
        world.network.lastDial().link().complete(link(0));
        world.advance("PT10M");
        assertThat(world.network.dials).hasSize(1);
        assertThat(world.network.requests).isEmpty();
    }

    @Test
    void sourcesAddUpAndASeedDroppedByAllIsNotDialledAgain() {
        EngineFixture world = new EngineFixture(MembershipConfig.DEFAULT, internal(1));
        world.engine.seeds("a", List.of(Seed.at(internal(1)), Seed.at(internal(2))));
        world.engine.seeds("b", List.of(Seed.at(internal(2))));
        assertThat(world.network.dials).as("one loop per address").hasSize(2);
        world.engine.seeds("a", List.of());
        failOpenDials(world);
        world.advance("PT1S");
        assertThat(world.network.dials).hasSize(4);
        world.engine.seeds("b", List.of());
        world.engine.seeds("test", List.of());
        failOpenDials(world);
        world.advance("PT10M");
        assertThat(world.network.dials).hasSize(4);
    }

    private static void failOpenDials(EngineFixture world) {
        List.copyOf(world.network.dials).forEach(dial -> dial.link().completeExceptionally(new IOException("refused")));
    }
}
