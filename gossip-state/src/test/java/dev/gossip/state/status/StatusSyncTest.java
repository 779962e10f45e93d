package dev.gossip.state.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.state.status.StatusSync.Step;
import dev.gossip.state.status.StatusSyncConfig.Exchange;
import dev.gossip.state.status.StatusSyncConfig.Freshness;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which numbers are worth asking for. */
class StatusSyncTest {

    private final VirtualTime time = new VirtualTime();

    private StatusSync<String> sync(Freshness freshness) {
        return new StatusSync<>(time, StatusSyncConfig.DEFAULT.withFreshness(freshness));
    }

    @ParameterizedTest
    @EnumSource(Freshness.class)
    void anUnknownPeerIsAskedOnceAtATime(Freshness freshness) {
        StatusSync<String> sync = sync(freshness);
        assertThat(sync.announced("a", 0)).isEqualTo(Step.ASK);
        assertThat(sync.announced("a", 0)).isEqualTo(Step.NOTHING);
        assertThat(sync.announced("b", 7)).isEqualTo(Step.ASK);
        assertThat(sync.told("a", 0)).isTrue();
        assertThat(sync.told("a", 0)).isFalse();
        assertThat(sync.announced("a", 0)).isEqualTo(Step.NOTHING);
    }

    @Test
    void f25_ofTopicsEveryOtherNumberIsNews() {
        StatusSync<String> sync = sync(Freshness.DIFFERENT);
        sync.told("a", 5);
        assertThat(sync.announced("a", 5)).isEqualTo(Step.NOTHING);
        assertThat(sync.announced("a", 4)).isEqualTo(Step.ASK);
        assertThat(sync.told("a", 4)).isTrue();
        assertThat(sync.announced("a", 6)).isEqualTo(Step.ASK);
    }

    @Test
    void f19_f23_ofRoutesAndNodeStatusOnlyGreaterNumbersAreNews() {
        StatusSync<String> sync = sync(Freshness.GREATER);
        sync.told("a", 5);
        assertThat(sync.announced("a", 5)).isEqualTo(Step.NOTHING);
        assertThat(sync.announced("a", 4)).isEqualTo(Step.NOTHING);
        assertThat(sync.told("a", 4)).isFalse();
        assertThat(sync.announced("a", 6)).isEqualTo(Step.ASK);
        assertThat(sync.told("a", 6)).isTrue();
    }

    @Test
    void f16_afterANewLinkALowerNumberIsNews() {
        StatusSync<String> sync = sync(Freshness.GREATER);
        sync.told("a", 500);
        sync.renewed("a");
        assertThat(sync.announced("a", 1)).isEqualTo(Step.ASK);
        assertThat(sync.told("a", 1)).isTrue();
        assertThat(sync.lost("a")).isTrue();
        assertThat(sync.lost("a")).isFalse();
        assertThat(sync.announced("a", 1)).isEqualTo(Step.ASK);
    }

    /** A neighbour's neighbour that restarts quickly was never seen to be gone. */
    @Test
    void f16_aLowerNumberIsNewsOnceItIsRepeated() {
        StatusSync<String> sync = sync(Freshness.GREATER);
        sync.told("a", 500);
        for (int late = 0; late < 5; late++) {
            assertThat(sync.announced("a", 499)).isEqualTo(Step.NOTHING);
            assertThat(sync.announced("a", 499)).isEqualTo(Step.NOTHING);
            assertThat(sync.announced("a", 500)).isEqualTo(Step.NOTHING);
        }
        assertThat(sync.announced("a", 1)).isEqualTo(Step.NOTHING);
        assertThat(sync.announced("a", 1)).isEqualTo(Step.NOTHING);
        assertThat(sync.announced("a", 2)).isEqualTo(Step.ASK);
        assertThat(sync.told("a", 2)).isTrue();
        assertThat(sync.announced("a", 2)).isEqualTo(Step.NOTHING);
    }

    /** Route tables carry no number. */
    @Test
    void f19_aStatusWithoutNumberCountsAsTheOneAskedFor() {
        StatusSync<String> sync = sync(Freshness.GREATER);
        assertThat(sync.toldWithoutNumber("a")).isTrue();
        assertThat(sync.announced("a", 7)).isEqualTo(Step.ASK);
        assertThat(sync.toldWithoutNumber("a")).isTrue();
        assertThat(sync.announced("a", 7)).isEqualTo(Step.NOTHING);
        assertThat(sync.announced("a", 8)).isEqualTo(Step.ASK);
        sync.unanswered("a");
        assertThat(sync.announced("a", 8)).isEqualTo(Step.ASK);
    }

    @Test
    void aPeerThatDoesNotAnswerIsAskedAgainAtItsNextAnnouncement() {
        StatusSync<String> sync = sync(Freshness.DIFFERENT);
        assertThat(sync.announced("a", 1)).isEqualTo(Step.ASK);
        time.advance(StatusSyncConfig.DEFAULT.askTimeout().minusNanos(1));
        assertThat(sync.announced("a", 1)).isEqualTo(Step.NOTHING);
        time.advance(Duration.ofNanos(1));
        assertThat(sync.announced("a", 1)).isEqualTo(Step.ASK);
        sync.unanswered("a");
        sync.unanswered("never heard of");
        assertThat(sync.announced("a", 1)).isEqualTo(Step.ASK);
    }

    @Test
    void theNumberOfPeersIsBounded() {
        StatusSyncConfig config = new StatusSyncConfig(
                Duration.ofSeconds(1), Duration.ofSeconds(1), Freshness.DIFFERENT, Exchange.ONE_WAY, 2);
        StatusSync<Integer> sync = new StatusSync<>(time, config);
        for (int peer = 0; peer < 2; peer++) {
            assertThat(sync.announced(peer, 1)).isEqualTo(Step.ASK);
        }
        assertThat(sync.announced(2, 1)).isEqualTo(Step.TOO_MANY_PEERS);
        assertThat(sync.told(2, 1)).isFalse();
        assertThat(sync.size()).isEqualTo(2);
        sync.lost(0);
        assertThat(sync.announced(2, 1)).isEqualTo(Step.ASK);
    }

    @ParameterizedTest
    @EnumSource(Freshness.class)
    void whateverIsLostInBetweenTheLastStatusIsKnownInTheEnd(Freshness freshness) {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StatusSync<String> sync = sync(freshness);
            Map<String, Long> known = new HashMap<>();
            long sequence = 1;
            for (int step = 0; step < 200; step++) {
                boolean quiet = step >= 150;
                if (!quiet && random.nextInt(4) == 0) {
                    sequence++;
                }
                time.advance(Duration.ofSeconds(2));
                boolean heard = quiet || random.nextInt(3) > 0;
                if (heard && sync.announced("a", sequence) == Step.ASK && (quiet || random.nextInt(3) > 0)) {
                    if (sync.told("a", sequence)) {
                        known.put("a", sequence);
                    }
                }
            }
            assertThat(known).as("seed %s", seed).containsEntry("a", sequence);
        }
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> StatusSyncConfig.DEFAULT.withAnnounceInterval(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("announceInterval");
    }
}
