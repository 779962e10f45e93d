package dev.gossip.fabric;

import dev.gossip.membership.MembershipConfig;
import dev.gossip.pull.PullConfig;
import dev.gossip.state.StateConfig;
import dev.gossip.state.TransferConfig;
import java.time.Duration;
import java.util.Map;

/** What each engine, and the codec, is told of a {@link FabricConfig}. */
final class EngineConfigs {

    private EngineConfigs() {}

    static MembershipConfig membership(FabricConfig config) {
        Duration backoff = MembershipConfig.DEFAULT.seedBackoff();
        Duration cap = config.reconnectInterval();
        return MembershipConfig.DEFAULT.toBuilder()
                .aliveInterval(config.aliveTimeInterval())
                .aliveExpiration(config.aliveExpirationTimeout())
                .reconnectInterval(config.reconnectInterval())
                .pullInterval(config.pullInterval())
                .pullPeers(config.pullPeerNum())
                .forgetAfter(config.aliveExpirationTimeout().multipliedBy(config.msgExpirationFactor()))
                .announceIdentityFor(config.publishCertPeriod())
                .seedBackoff(backoff.compareTo(cap) < 0 ? backoff : cap)
                .seedBackoffCap(cap)
                .build();
    }

    static PullConfig pull(FabricConfig config) {
        return PullConfig.DEFAULT
                .withTimes(
                        config.pullInterval(),
                        config.digestWaitTime(),
                        config.requestWaitTime(),
                        config.responseWaitTime())
                .withPullPeers(config.pullPeerNum());
    }

    static StateConfig state(FabricConfig config, boolean transfer) {
        return new StateConfig(
                config.publishStateInfoInterval(),
                config.requestStateInfoInterval(),
                config.pullInterval().multipliedBy(5),
                config.pullPeerNum(),
                StateConfig.DEFAULT.maxAuthors(),
                config.stateBlockBufferSize(),
                Math.max(StateConfig.DEFAULT.maxChecks(), config.stateBatchSize()),
                config.maxBlockCountToStore(),
                config.pullInterval().multipliedBy(100),
                new TransferConfig(
                        transfer,
                        config.stateCheckInterval(),
                        config.stateResponseTimeout(),
                        config.stateBatchSize(),
                        config.stateMaxRetries(),
                        config.stateChannelSize(),
                        TransferConfig.DEFAULT.maxResponseBytes()));
    }

    /** The endpoint's settings that the codec reads under Fabric's keys. */
    static Map<String, String> codec(FabricConfig config) {
        return Map.of(
                "peer.gossip.connTimeout", millis(config.connTimeout()),
                "peer.gossip.aliveExpirationTimeout", millis(config.aliveExpirationTimeout()),
                "peer.gossip.msgExpirationFactor", Integer.toString(config.msgExpirationFactor()),
                "peer.gossip.pullInterval", millis(config.pullInterval()),
                "peer.gossip.maxBlockCountToStore", Integer.toString(config.maxBlockCountToStore()),
                "peer.gossip.election.leaderAliveThreshold",
                        millis(config.election().leaderAliveThreshold()));
    }

    private static String millis(Duration value) {
        return Math.max(1, value.toMillis()) + "ms";
    }
}
