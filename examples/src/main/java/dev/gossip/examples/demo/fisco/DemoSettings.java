package dev.gossip.examples.demo.fisco;

import dev.gossip.amop.AmopConfig;
import dev.gossip.amop.AmopLimits;
import dev.gossip.fisco.FiscoConfig;
import java.time.Duration;

/** Sizes and times of the demonstration; answers are waited for less long than FISCO BCOS does, lost nodes dialled sooner. */
final class DemoSettings {

    /** Each is linked with two others. */
    static final int RING = 5;
    /** Nodes of generation 2, which knows no routes. */
    static final int PAIR = 2;

    static final AmopConfig AMOP = new AmopConfig(
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(12),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            AmopLimits.DEFAULT);

    static final FiscoConfig CONFIG = FiscoConfig.DEFAULT.withAmop(AMOP).withReconnect(Duration.ofMillis(500));

    /** Beyond this nothing is waited for; far above what a healthy run takes. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** For processes that start. */
    static final Duration SDK_PATIENCE = Duration.ofSeconds(60);

    private DemoSettings() {}

    static String describe() {
        return "routes are told every " + CONFIG.routes().interval().toMillis()
                + " ms and after each change, lost nodes dialled every "
                + CONFIG.reconnect().toMillis() + " ms, a node has "
                + AMOP.nodeTimeout().toMillis() + " ms to answer";
    }
}
