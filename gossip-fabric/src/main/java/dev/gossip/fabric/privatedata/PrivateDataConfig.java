package dev.gossip.fabric.privatedata;

import java.time.Duration;

/**
 * How private data is spread and looked for, under the names and with the defaults of Fabric's {@code core.yaml} below
 * {@code peer.gossip.pvtData}.
 *
 * @param pullRetryThreshold how long data that is missing at commit is asked for before it is recorded as missing. Blocks
 *     are not kept waiting for it; if the next block has arrived, one round must do
 * @param transientstoreMaxBlockRetention pushed data is forgotten after so many blocks
 * @param pushAckTimeout how long acknowledgements of a push are waited for
 * @param btlPullMargin data that a peer will purge within so many blocks is not asked for
 * @param reconcileBatchSize how many blocks' missing data is asked for at once
 * @param reconcileSleepInterval how often missing data is looked for
 * @param reconciliationEnabled whether it is looked for at all after the commit
 * @param skipPullingInvalidTransactionsDuringCommit whether data of invalid transactions is left to the reconciliation
 * @param implicitRequiredPeerCount {@code implicitCollectionDisseminationPolicy.requiredPeerCount}: acknowledgements that
 *     a push of our organisation's implicit collection needs
 * @param implicitMaxPeerCount {@code implicitCollectionDisseminationPolicy.maxPeerCount}: to how many peers it goes
 */
public record PrivateDataConfig(
        Duration pullRetryThreshold,
        long transientstoreMaxBlockRetention,
        Duration pushAckTimeout,
        long btlPullMargin,
        int reconcileBatchSize,
        Duration reconcileSleepInterval,
        boolean reconciliationEnabled,
        boolean skipPullingInvalidTransactionsDuringCommit,
        int implicitRequiredPeerCount,
        int implicitMaxPeerCount) {

    /** What Fabric ships. */
    public static final PrivateDataConfig DEFAULT = new PrivateDataConfig(
            Duration.ofSeconds(60), 20_000, Duration.ofSeconds(3), 10, 10, Duration.ofMinutes(1), true, false, 0, 1);

    /** @throws IllegalArgumentException naming the setting, its value and the rule it breaks */
    public PrivateDataConfig {
        require(!pullRetryThreshold.isNegative(), "pullRetryThreshold", pullRetryThreshold, "must not be negative");
        require(
                transientstoreMaxBlockRetention > 0,
                "transientstoreMaxBlockRetention",
                transientstoreMaxBlockRetention,
                "must be positive");
        require(isPositive(pushAckTimeout), "pushAckTimeout", pushAckTimeout, "must be positive");
        require(btlPullMargin >= 0, "btlPullMargin", btlPullMargin, "must not be negative");
        require(reconcileBatchSize > 0, "reconcileBatchSize", reconcileBatchSize, "must be positive");
        require(
                isPositive(reconcileSleepInterval),
                "reconcileSleepInterval",
                reconcileSleepInterval,
                "must be positive");
        require(
                implicitRequiredPeerCount >= 0 && implicitRequiredPeerCount <= implicitMaxPeerCount,
                "implicitCollectionDisseminationPolicy.requiredPeerCount",
                implicitRequiredPeerCount,
                "must be within 0..maxPeerCount " + implicitMaxPeerCount);
    }

    /** The same with other times for the search of missing data. */
    public PrivateDataConfig withSearch(Duration retryThreshold, Duration reconcileInterval, boolean reconcile) {
        return new PrivateDataConfig(
                retryThreshold,
                transientstoreMaxBlockRetention,
                pushAckTimeout,
                btlPullMargin,
                reconcileBatchSize,
                reconcileInterval,
                reconcile,
                skipPullingInvalidTransactionsDuringCommit,
                implicitRequiredPeerCount,
                implicitMaxPeerCount);
    }

    /** The same with all periods divided by {@code factor}; limits for single answers stay. */
    public PrivateDataConfig shortened(int factor) {
        return withSearch(
                pullRetryThreshold.dividedBy(factor), reconcileSleepInterval.dividedBy(factor), reconciliationEnabled);
    }

    private static boolean isPositive(Duration value) {
        return !value.isNegative() && !value.isZero();
    }

    private static void require(boolean good, String name, Object value, String rule) {
        if (!good) {
            throw new IllegalArgumentException("pvtData." + name + " " + rule + " but is " + value);
        }
    }
}
