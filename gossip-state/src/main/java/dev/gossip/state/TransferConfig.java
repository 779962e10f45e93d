package dev.gossip.state;

import java.time.Duration;

/**
 * How ranges of items are asked for and served. Serving is always on.
 *
 * @param enabled whether this node asks peers for what it lacks
 * @param checkInterval how often it looks whether peers hold more
 * @param responseTimeout how long it waits for one response
 * @param batchSize items per request; a request with {@code last - first} above it is not answered
 * @param maxRetries further sends for one range after the first, each to another peer if there is one
 * @param serveQueue requests of peers that may wait for being served
 * @param maxResponseBytes items per response end before this many bytes; the first goes whatever its size
 */
public record TransferConfig(
        boolean enabled,
        Duration checkInterval,
        Duration responseTimeout,
        int batchSize,
        int maxRetries,
        int serveQueue,
        int maxResponseBytes) {

    /**
     * The values that Hyperledger Fabric ships in its sample {@code core.yaml}, except that asking is enabled and that
     * responses are bounded in bytes.
     */
    public static final TransferConfig DEFAULT =
            new TransferConfig(true, Duration.ofSeconds(10), Duration.ofSeconds(3), 10, 3, 100, 16 << 20);

    /** @throws IllegalArgumentException naming the setting that is out of range */
    public TransferConfig {
        Checks.positive("checkInterval", checkInterval);
        Checks.positive("responseTimeout", responseTimeout);
        Checks.positive("batchSize", batchSize);
        Checks.positive("serveQueue", serveQueue);
        Checks.positive("maxResponseBytes", maxResponseBytes);
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries must not be negative but is " + maxRetries);
        }
    }

    /** The same but for whether this node asks. */
    public TransferConfig withEnabled(boolean asks) {
        return new TransferConfig(
                asks, checkInterval, responseTimeout, batchSize, maxRetries, serveQueue, maxResponseBytes);
    }

    /** The same with another batch size, which should be that of the peers: those with a smaller one do not answer. */
    public TransferConfig withBatchSize(int items) {
        return new TransferConfig(
                enabled, checkInterval, responseTimeout, items, maxRetries, serveQueue, maxResponseBytes);
    }
}
