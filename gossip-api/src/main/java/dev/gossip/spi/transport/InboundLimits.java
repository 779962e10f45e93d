package dev.gossip.spi.transport;

/**
 * What one listener lets in while it knows nothing but the address of whoever calls. A host is an IPv4 address or an IPv6
 * network of 64 bits, which is the least that a provider hands out; loopback is a host like any other.
 *
 * @param connectionsPerHost connections of one host that are open or being opened
 * @param connectsPerSecond connections that one host may open per second in the long run, at most a million
 * @param connectBurst connections that one host may open at once after it has been quiet
 * @param handshakes TLS handshakes in progress, of all hosts together
 * @param handshakesPerHost TLS handshakes in progress, of one host
 */
public record InboundLimits(
        int connectionsPerHost, int connectsPerSecond, int connectBurst, int handshakes, int handshakesPerHost) {

    /** Leaves room for a few hundred nodes behind one address, all of them starting at once. */
    public static final InboundLimits DEFAULT = new InboundLimits(256, 100, 500, 1_024, 128);

    private static final int MAX_RATE = 1_000_000;

    /** @throws IllegalArgumentException naming the limit and the rule it breaks */
    public InboundLimits {
        requirePositive("connectionsPerHost", connectionsPerHost);
        requirePositive("connectsPerSecond", connectsPerSecond);
        requirePositive("connectBurst", connectBurst);
        requirePositive("handshakes", handshakes);
        requirePositive("handshakesPerHost", handshakesPerHost);
        if (connectsPerSecond > MAX_RATE) {
            throw new IllegalArgumentException(
                    "the limit connectsPerSecond must not exceed " + MAX_RATE + ", got " + connectsPerSecond);
        }
    }

    private static void requirePositive(String limit, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("the limit " + limit + " must be positive, got " + value);
        }
    }

    /** The same with another {@link #connectionsPerHost}. */
    public InboundLimits withConnectionsPerHost(int value) {
        return new InboundLimits(value, connectsPerSecond, connectBurst, handshakes, handshakesPerHost);
    }

    /** The same with another {@link #connectsPerSecond} and {@link #connectBurst}. */
    public InboundLimits withConnectRate(int perSecond, int burst) {
        return new InboundLimits(connectionsPerHost, perSecond, burst, handshakes, handshakesPerHost);
    }

    /** The same with other {@link #handshakes} and {@link #handshakesPerHost}. */
    public InboundLimits withHandshakes(int ofAll, int perHost) {
        return new InboundLimits(connectionsPerHost, connectsPerSecond, connectBurst, ofAll, perHost);
    }
}
