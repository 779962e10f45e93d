package dev.gossip.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MembershipConfigTest {

    @Test
    void defaultsAreThoseOfTheSpecification() {
        MembershipConfig config = MembershipConfig.DEFAULT;
        assertThat(config.aliveInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.aliveExpiration()).isEqualTo(Duration.ofSeconds(25));
        assertThat(config.checkInterval()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(config.reconnectInterval()).isEqualTo(Duration.ofSeconds(25));
        assertThat(config.pullInterval()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.pullPeers()).isEqualTo(3);
        assertThat(config.forgetAfter()).isEqualTo(Duration.ofSeconds(500));
        assertThat(config.maxMembers()).isEqualTo(10_000);
    }

    @Test
    void builderChangesWhatIsNamedAndNothingElse() {
        assertThat(MembershipConfig.DEFAULT.toBuilder().build()).isEqualTo(MembershipConfig.DEFAULT);
        assertThat(MembershipConfig.DEFAULT.toBuilder().pullPeers(0).build().pullPeers())
                .isZero();
    }

    @Test
    void refusesContradictionsNamingSettingValueAndRule() {
        refused(builder -> builder.aliveInterval(Duration.ZERO), "aliveInterval", "positive");
        refused(builder -> builder.aliveExpiration(Duration.ofSeconds(1)), "aliveExpiration", "aliveInterval");
        refused(builder -> builder.reconnectInterval(Duration.ofSeconds(-1)), "reconnectInterval", "positive");
        refused(builder -> builder.pullPeers(-1), "pullPeers", "at least 0");
        refused(builder -> builder.forgetAfter(Duration.ofSeconds(24)), "forgetAfter", "aliveExpiration");
        refused(builder -> builder.announceIdentityFor(Duration.ofSeconds(-1)), "announceIdentityFor", "negative");
        refused(builder -> builder.maxMembers(0), "maxMembers", "at least 1");
        refused(builder -> builder.reconnectsAtOnce(0), "reconnectsAtOnce", "at least 1");
        refused(builder -> builder.seedBackoffCap(Duration.ofMillis(1)), "seedBackoffCap", "seedBackoff");
        refused(builder -> builder.seedJitter(1.5), "seedJitter", "between 0 and 1");
        refused(builder -> builder.seedJitter(Double.NaN), "seedJitter", "between 0 and 1");
    }

    private static void refused(UnaryOperator<MembershipConfigBuilder> change, String... parts) {
        MembershipConfigBuilder builder = change.apply(MembershipConfig.DEFAULT.toBuilder());
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }
}
