package dev.gossip.fisco.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final OutgoingLimits TOTAL = OutgoingLimits.NONE.withTotal(1_000);

    @Test
    void nothingIsLimitedUnlessItIsSaid() {
        assertThat(RateLimits.NONE.limitNodes()).isFalse();
        assertThat(RateLimits.NONE.withOutgoing(TOTAL).limitNodes()).isTrue();
        assertThat(RateLimits.NONE
                        .withOutgoing(OutgoingLimits.NONE.withHost("10.0.0.2", 1))
                        .limitNodes())
                .isTrue();
        assertThat(RateLimits.NONE
                        .withIncoming(IncomingLimits.NONE.withModule("group0", 2000, 1))
                        .limitNodes())
                .isTrue();
        assertThat(RateLimits.NONE
                        .withPublishing(PublishLimits.NONE.withTotal(1))
                        .limitNodes())
                .isFalse();
    }

    @Test
    void f43_aPartAboveTheWholeIsRefusedNamingBoth() {
        assertThatThrownBy(() -> TOTAL.withPerLink(1_001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("outgoing.perLink (1001 bytes/s)", "outgoing.total (1000 bytes/s)");
        assertThatThrownBy(() -> TOTAL.withPerGroup(2_000))
                .hasMessageContainingAll("outgoing.perGroup (2000 bytes/s)", "outgoing.total (1000 bytes/s)");
        assertThatThrownBy(() -> TOTAL.withHost("10.0.0.2", 3_000))
                .hasMessageContainingAll("outgoing.hosts.10.0.0.2 (3000 bytes/s)", "outgoing.total (1000 bytes/s)");
        assertThatThrownBy(() -> TOTAL.withGroup("group0", 4_000))
                .hasMessageContainingAll("outgoing.groups.group0 (4000 bytes/s)", "outgoing.total (1000 bytes/s)");
        assertThatThrownBy(() -> OutgoingLimits.NONE.withPerLink(5_000).withTotal(1_000))
                .hasMessageContainingAll("outgoing.perLink (5000 bytes/s)", "outgoing.total (1000 bytes/s)");
        assertThatThrownBy(() -> PublishLimits.NONE.withTotal(10).withPerSdk(11))
                .hasMessageContainingAll("publishing.perSdk (11 bytes/s)", "publishing.total (10 bytes/s)");
        assertThat(TOTAL.withPerLink(1_000).withPerGroup(1_000).total()).hasValue(1_000);
    }

    @Test
    void limitsThatAreNoneAreRefusedByName() {
        assertThatThrownBy(() -> TOTAL.withTotal(0))
                .hasMessageContainingAll("outgoing.total", "positive", "leave it out");
        assertThatThrownBy(() -> IncomingLimits.NONE.withPerPeerAndType(-1))
                .hasMessageContaining("incoming.perPeerAndType");
        assertThatThrownBy(() -> IncomingLimits.NONE.withModule("", 3000, 0))
                .hasMessageContaining("incoming.modules.(no group)/3000");
        assertThatThrownBy(() -> TOTAL.withWindow(Duration.ZERO)).hasMessageContaining("outgoing.window");
        assertThatThrownBy(() -> PublishLimits.NONE.withWindow(Duration.ofDays(1)))
                .hasMessageContaining("publishing.window");
    }

    @Test
    void megabitsAreThoseOfFiscoBcos() {
        assertThat(RateLimits.megabits(1)).isEqualTo(131_072);
        assertThat(RateLimits.megabits(0.5)).isEqualTo(65_536);
    }
}
