package dev.gossip.examples.demo.fabric;

import dev.gossip.fabric.FabricConfig;
import java.time.Duration;

/**
 * Timers of the demonstration: Fabric's, shortened, so that a watcher sees everything within seconds. The windows of a pull
 * and the time during which identities travel with alive messages are shortened less, or a busy machine would miss them.
 */
final class DemoSettings {

    static final FabricConfig CONFIG = FabricConfig.DEFAULT.shortened(5).toBuilder()
            .publishCertPeriod(Duration.ofSeconds(10))
            .pullInterval(Duration.ofSeconds(1))
            .digestWaitTime(Duration.ofMillis(200))
            .requestWaitTime(Duration.ofMillis(700))
            .responseWaitTime(Duration.ofMillis(600))
            .build();

    /** Beyond this nothing is waited for; far above what a healthy run takes. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private DemoSettings() {}

    /** A silent member is noticed at the next look after its time is up; there are ten looks per expiry. */
    static Duration deathLimit() {
        Duration expiry = CONFIG.aliveExpirationTimeout();
        return expiry.plus(expiry.dividedBy(10));
    }

    static String describe() {
        return "timers, shorter than Fabric's: alive every "
                + CONFIG.aliveTimeInterval().toMillis() + " ms, dead after "
                + CONFIG.aliveExpirationTimeout().toMillis() + " ms of silence, pull every "
                + CONFIG.pullInterval().toMillis() + " ms, state transfer looks every "
                + CONFIG.stateCheckInterval().toMillis() + " ms, dead members dialled every "
                + CONFIG.reconnectInterval().toMillis() + " ms";
    }
}
