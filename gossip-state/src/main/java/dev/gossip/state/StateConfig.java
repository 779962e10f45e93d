package dev.gossip.state;

import java.time.Duration;

/**
 * Times and bounds of one channel.
 *
 * @param publishInterval how often our standing is published if it changed
 * @param requestInterval how often peers are asked for the standings that they know
 * @param sweepInterval how often standings of nodes that are no longer alive are forgotten
 * @param pullPeers how many peers are asked each time
 * @param maxAuthors standings of others that are kept
 * @param bufferSize how far above the height an item of others may be to be taken; twice as far for our own
 * @param maxChecks items of others that are being checked at a time
 * @param recentWindow items this far below the newest one are kept for pull, so there is one item more
 * @param recentTtl how long they are kept
 */
public record StateConfig(
        Duration publishInterval,
        Duration requestInterval,
        Duration sweepInterval,
        int pullPeers,
        int maxAuthors,
        int bufferSize,
        int maxChecks,
        int recentWindow,
        Duration recentTtl,
        TransferConfig transfer) {

    /** The values that Hyperledger Fabric ships in its sample {@code core.yaml}; it has no bounds on authors and checks. */
    public static final StateConfig DEFAULT = new StateConfig(
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(20),
            3,
            10_000,
            20,
            64,
            10,
            Duration.ofSeconds(400),
            TransferConfig.DEFAULT);

    /** @throws IllegalArgumentException naming the setting that is out of range or does not fit the others */
    public StateConfig {
        Checks.positive("publishInterval", publishInterval);
        Checks.positive("requestInterval", requestInterval);
        Checks.positive("sweepInterval", sweepInterval);
        Checks.positive("pullPeers", pullPeers);
        Checks.positive("maxAuthors", maxAuthors);
        Checks.positive("bufferSize", bufferSize);
        Checks.positive("maxChecks", maxChecks);
        Checks.positive("recentWindow", recentWindow);
        Checks.positive("recentTtl", recentTtl);
        if (transfer.batchSize() > bufferSize) {
            throw new IllegalArgumentException("transfer batchSize " + transfer.batchSize()
                    + " must not exceed bufferSize " + bufferSize + ": a response has to fit the buffer");
        }
        if (transfer.batchSize() > maxChecks) {
            throw new IllegalArgumentException("transfer batchSize " + transfer.batchSize()
                    + " must not exceed maxChecks " + maxChecks + ": the items of a response are checked together");
        }
    }

    /** The same with other rules of transfer. */
    public StateConfig withTransfer(TransferConfig other) {
        return new StateConfig(
                publishInterval,
                requestInterval,
                sweepInterval,
                pullPeers,
                maxAuthors,
                bufferSize,
                maxChecks,
                recentWindow,
                recentTtl,
                other);
    }
}
