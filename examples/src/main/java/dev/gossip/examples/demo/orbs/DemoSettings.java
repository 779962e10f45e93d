package dev.gossip.examples.demo.orbs;

import dev.gossip.orbs.codec.LinkTiming;
import dev.gossip.orbs.codec.Reconnect;
import dev.gossip.orbs.codec.forward.Forwarding;
import java.time.Duration;

/** Sizes and times of the demonstration; dials are repeated sooner than Orbs does it, so that a watcher need not wait. */
final class DemoSettings {

    static final int NODES = 7;
    static final long VIRTUAL_CHAIN = 42;

    static final Reconnect RECONNECT = Reconnect.every(Duration.ofMillis(200));
    static final LinkTiming TIMING = new LinkTiming(Duration.ofMillis(500), Duration.ofSeconds(15));

    /** 50 Mbit/s for all links of a node together; what this process computes for seven nodes is quick beside that. */
    static final int UPLINK_BYTES_PER_SECOND = 6_250_000;

    static final int LARGE_MESSAGE_BYTES = 8 << 20;

    /** Width 2 fills a tree of seven nodes without a gap: the origin, two that pass on, four leaves. */
    static final Forwarding FORWARDING = new Forwarding(
            true,
            2,
            Forwarding.ON.minRecipients(),
            Forwarding.ON.minFanoutBytes(),
            Forwarding.ON.repairDelay(),
            Forwarding.ON.repairBytesPerSecond(),
            Forwarding.ON.keptMessages(),
            Forwarding.ON.keptBytes(),
            Forwarding.ON.keptFor());

    /** Beyond this nothing is waited for; far above what a healthy run takes. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private DemoSettings() {}

    static String describe() {
        return "lost links are dialled again every " + RECONNECT.first().toMillis() + " ms, keepalives every "
                + TIMING.keepAliveInterval().toMillis() + " ms, uplinks of "
                + UPLINK_BYTES_PER_SECOND * 8L / 1_000_000 + " Mbit/s for each node";
    }
}
