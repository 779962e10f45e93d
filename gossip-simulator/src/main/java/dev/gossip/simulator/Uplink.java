package dev.gossip.simulator;

/** What a host can send in a second, shared by its connections: frames leave one after the other. */
final class Uplink {

    private static final double NANOS_PER_SECOND = 1e9;

    private double bytesPerSecond = Double.POSITIVE_INFINITY;
    private long freeAt;

    void limit(double rate) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("an uplink needs a rate above 0 bytes per second, got " + rate);
        }
        bytesPerSecond = rate;
    }

    /** @return when the last byte of a frame that is ready now has left */
    long reserve(long now, int bytes) {
        if (bytesPerSecond == Double.POSITIVE_INFINITY) {
            return now;
        }
        freeAt = Math.max(now, freeAt) + (long) (bytes / bytesPerSecond * NANOS_PER_SECOND);
        return freeAt;
    }
}
