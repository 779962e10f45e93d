package dev.gossip.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StateConfigTest {

    @Test
    void theDefaultsAreThoseOfTheFabricSample() {
        StateConfig config = StateConfig.DEFAULT;
        assertThat(config.publishInterval()).hasSeconds(4);
        assertThat(config.requestInterval()).hasSeconds(4);
        assertThat(config.sweepInterval()).hasSeconds(20);
        assertThat(config.pullPeers()).isEqualTo(3);
        assertThat(config.bufferSize()).isEqualTo(20);
        assertThat(config.recentWindow()).isEqualTo(10);
        assertThat(config.recentTtl()).hasSeconds(400);
        assertThat(config.transfer().checkInterval()).hasSeconds(10);
        assertThat(config.transfer().responseTimeout()).hasSeconds(3);
        assertThat(config.transfer().batchSize()).isEqualTo(10);
        assertThat(config.transfer().maxRetries()).isEqualTo(3);
        assertThat(config.transfer().serveQueue()).isEqualTo(100);
    }

    @Test
    void aResponseMustFitTheBuffer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateConfig.DEFAULT.withTransfer(TransferConfig.DEFAULT.withBatchSize(21)))
                .withMessageContaining("batchSize 21 must not exceed bufferSize 20");
    }

    @Test
    void everyBoundIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransferConfig.DEFAULT.withBatchSize(0))
                .withMessageContaining("batchSize must be positive but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransferConfig(true, Duration.ZERO, Duration.ofSeconds(1), 1, 1, 1, 1))
                .withMessageContaining("checkInterval must be positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransferConfig(true, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, -1, 1, 1))
                .withMessageContaining("maxRetries must not be negative");
    }
}
