package dev.gossip.examples.demo.chronos;

import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosTiming;
import java.time.Duration;

/** Sizes, times and bars of the demonstration; times are shorter than Chronos', so that a watcher need not wait. */
final class DemoSettings {

    static final int NODES = 20;
    static final int BLOCKS = 50;
    static final int LOSSY_BLOCKS = 10;
    static final double LOSS = 0.1;

    /** Blocks are made this often; a chain grows by one block per selection. */
    static final Duration BLOCK_INTERVAL = Duration.ofMillis(100);

    static final Duration ANNOUNCE_DELAY = Duration.ofMillis(100);

    static final ChronosTiming MESH = new ChronosTiming(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(6),
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofMinutes(1));

    static final ChronosTiming LINE = MESH.withHandshakeInterval(Duration.ofMillis(200));

    /** Beyond this nothing is waited for; far above what a healthy run takes. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private DemoSettings() {}

    /** B1: uploads of the origin of a block. */
    static double mostOriginUploads() {
        return 2 * Math.sqrt(NODES);
    }

    /** B1: copies of a block that travel per node that gets it. */
    static double mostBlocksPerDelivery() {
        return 1.2 * Math.sqrt(NODES);
    }

    /**
     * B1: until the last node has a block. The median of all blocks is held to it: the bar counts hops, and what a process that
     * runs all nodes on a few cores, perhaps beside other networks, adds to single blocks is no property of the protocol.
     */
    static Duration slowestPush(Duration hop) {
        return ANNOUNCE_DELAY.plus(hop.multipliedBy(4));
    }

    /** B2: the same with frames lost, for nine blocks of ten, too: which frames are lost is chance. */
    static Duration slowestWithLoss(Duration hop) {
        return ANNOUNCE_DELAY
                .plus(MESH.fetchTimeout())
                .plus(MESH.handshakeInterval())
                .plus(hop.multipliedBy(3));
    }

    /** B3: from one end of a line to the other, by pulls. */
    static Duration slowestLine(Duration hop) {
        return LINE.handshakeInterval().plus(hop).multipliedBy(NODES - 1L);
    }

    static String describe() {
        return "announcements after " + ANNOUNCE_DELAY.toMillis() + " ms, handshakes every "
                + MESH.handshakeInterval().toMillis() + " ms (in the line "
                + LINE.handshakeInterval().toMillis() + " ms), answers within "
                + MESH.replyTimeout().toMillis() + " ms, fetches within "
                + MESH.fetchTimeout().toMillis() + " ms, blocks chosen after "
                + MESH.selectionDelay().toMillis() + " ms, at least " + ChronosConfig.MIN_DIRECT
                + " peers served directly";
    }
}
