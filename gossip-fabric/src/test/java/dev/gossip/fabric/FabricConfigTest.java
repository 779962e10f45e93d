package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gossip.membership.MembershipConfig;
import dev.gossip.pull.PullConfig;
import dev.gossip.state.StateConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FabricConfigTest {

    @Test
    void defaultsReachTheEnginesAsTheirOwn() {
        assertThat(EngineConfigs.membership(FabricConfig.DEFAULT)).isEqualTo(MembershipConfig.DEFAULT);
        assertThat(EngineConfigs.pull(FabricConfig.DEFAULT)).isEqualTo(PullConfig.DEFAULT);
        assertThat(EngineConfigs.state(FabricConfig.DEFAULT, true)).isEqualTo(StateConfig.DEFAULT);
        assertThat(EngineConfigs.state(FabricConfig.DEFAULT, false))
                .isEqualTo(StateConfig.DEFAULT.withTransfer(
                        StateConfig.DEFAULT.transfer().withEnabled(false)));
    }

    @Test
    void theCodecIsToldUnderFabricsKeys() {
        assertThat(EngineConfigs.codec(FabricConfig.DEFAULT))
                .containsEntry("peer.gossip.connTimeout", "2000ms")
                .containsEntry("peer.gossip.aliveExpirationTimeout", "25000ms")
                .containsEntry("peer.gossip.msgExpirationFactor", "20")
                .containsEntry("peer.gossip.pullInterval", "4000ms")
                .containsEntry("peer.gossip.maxBlockCountToStore", "10")
                .containsEntry("peer.gossip.election.leaderAliveThreshold", "10000ms")
                .hasSize(6);
    }

    @Test
    void shorteningDividesPeriodsAndKeepsLimitsOfSingleAnswers() {
        FabricConfig fast = FabricConfig.DEFAULT.shortened(20);

        assertThat(fast.aliveTimeInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(fast.aliveExpirationTimeout()).isEqualTo(Duration.ofMillis(1_250));
        assertThat(fast.pullInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(fast.requestWaitTime()).isEqualTo(Duration.ofMillis(75));
        assertThat(fast.stateCheckInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(fast.connTimeout()).isEqualTo(FabricConfig.DEFAULT.connTimeout());
        assertThat(fast.stateResponseTimeout()).isEqualTo(FabricConfig.DEFAULT.stateResponseTimeout());
        assertThat(fast.election().leaderElectionDuration()).isEqualTo(Duration.ofMillis(250));
        assertThat(fast.pvtData().reconcileSleepInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(fast.pvtData().pushAckTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(fast.propagatePeerNum()).isEqualTo(3);
        assertThat(EngineConfigs.pull(fast).digestWait()).isEqualTo(Duration.ofMillis(50));
        assertThat(EngineConfigs.membership(fast).forgetAfter()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void refusesWhatMakesNoSenseByName() {
        assertRefused(FabricConfig.DEFAULT.toBuilder().pullInterval(Duration.ZERO), "pullInterval");
        assertRefused(FabricConfig.DEFAULT.toBuilder().propagatePeerNum(0), "propagatePeerNum");
        assertRefused(FabricConfig.DEFAULT.toBuilder().stateMaxRetries(-1), "stateMaxRetries");
        assertRefused(FabricConfig.DEFAULT.toBuilder().stateBatchSize(21), "stateBatchSize 21");
        assertThat(FabricConfig.DEFAULT.toBuilder().stateMaxRetries(0).build().stateMaxRetries())
                .isZero();
    }

    private static void assertRefused(FabricConfigBuilder builder, String named) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(named);
    }
}
