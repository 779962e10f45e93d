package dev.gossip.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PullConfigTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void theDefaultsAreThoseOfTheFabricSample() {
        assertThat(PullConfig.DEFAULT.pullInterval()).hasSeconds(4);
        assertThat(PullConfig.DEFAULT.digestWait()).hasSeconds(1);
        assertThat(PullConfig.DEFAULT.requestWait()).hasMillis(1_500);
        assertThat(PullConfig.DEFAULT.responseWait()).hasSeconds(2);
        assertThat(PullConfig.DEFAULT.pullPeers()).isEqualTo(3);
    }

    @Test
    void aRoundMustEndBeforeTheNextBegins() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PullConfig.DEFAULT.withTimes(
                        Duration.ofSeconds(3), SECOND, Duration.ofMillis(1_500), Duration.ofSeconds(2)))
                .withMessageContaining("pullInterval PT3S must exceed digestWait + responseWait, PT3S");
    }

    @Test
    void aPartnerMustBeAbleToAskInTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PullConfig.DEFAULT.withTimes(Duration.ofSeconds(9), SECOND, SECOND, SECOND))
                .withMessageContaining("requestWait PT1S must exceed digestWait PT1S");
    }

    @Test
    void everyBoundIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PullConfig.DEFAULT.withPullPeers(0))
                .withMessageContaining("pullPeers must be positive but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PullConfig.DEFAULT.withTimes(SECOND, Duration.ZERO, SECOND, SECOND))
                .withMessageContaining("digestWait must be positive");
    }
}
