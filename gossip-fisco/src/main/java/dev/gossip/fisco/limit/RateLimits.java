package dev.gossip.fisco.limit;

/**
 * Limits of rate of a node; each is off unless it is given.
 *
 * @param outgoing bytes to other nodes
 * @param incoming messages of other nodes
 * @param publishing bytes that SDKs publish
 */
public record RateLimits(OutgoingLimits outgoing, IncomingLimits incoming, PublishLimits publishing) {

    /** Nothing is limited. */
    public static final RateLimits NONE = new RateLimits(OutgoingLimits.NONE, IncomingLimits.NONE, PublishLimits.NONE);

    private static final long MEGABIT_BYTES = 1024 * 1024 / 8;

    /** Bytes per second from Mb/s as FISCO BCOS's configuration has them: 1 Mb/s is 131,072 bytes/s. */
    public static long megabits(double megabitsPerSecond) {
        return Math.round(megabitsPerSecond * MEGABIT_BYTES);
    }

    /** The same with other limits on what goes to other nodes. */
    public RateLimits withOutgoing(OutgoingLimits limits) {
        return new RateLimits(limits, incoming, publishing);
    }

    /** The same with other limits on what comes from other nodes. */
    public RateLimits withIncoming(IncomingLimits limits) {
        return new RateLimits(outgoing, limits, publishing);
    }

    /** The same with other limits on what SDKs publish. */
    public RateLimits withPublishing(PublishLimits limits) {
        return new RateLimits(outgoing, incoming, limits);
    }

    /** Whether traffic with other nodes is limited in any way. */
    public boolean limitNodes() {
        return outgoing.limitAnything() || incoming.limitAnything();
    }
}
