package dev.gossip.benchmarks.node;

/**
 * What is measured.
 *
 * @param signed an application message, published, signed with P-256 and verified; else a block, sent unsigned
 * @param size bytes of content
 */
record NodeWorkload(boolean signed, int size) {

    private static final int MOST_IN_FLIGHT = 256;
    private static final int BYTES_IN_FLIGHT = 2 << 20;

    String name() {
        return signed ? "publish, signed" : "block, unsigned";
    }

    /** Few enough that no bounded queue of either node drops one. */
    int inFlight() {
        return Math.max(2, Math.min(MOST_IN_FLIGHT, BYTES_IN_FLIGHT / size));
    }
}
