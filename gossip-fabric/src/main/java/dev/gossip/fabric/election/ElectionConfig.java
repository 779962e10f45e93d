package dev.gossip.fabric.election;

import java.time.Duration;

/**
 * Who fetches blocks from the orderers, under the names and with the defaults of Fabric's {@code core.yaml} below
 * {@code peer.gossip}.
 *
 * <p><b>Switch {@code useLeaderElection} on only for a node that can fetch blocks from an orderer.</b> The smallest PKI-ID
 * wins, whatever its node is able to do: one declaration of a node without a deliver client makes the real leader step
 * down and stop fetching, and the organisation gets no more blocks (measured against Fabric v2.4.9).
 *
 * @param useLeaderElection whether this node stands for election in every channel that it joins
 * @param orgLeader whether this node always leads; nothing is sent for it. Both at once are refused, and with neither the
 *     node never leads
 * @param startupGracePeriod {@code election.startupGracePeriod}: how long the first proposal may wait for a steady view
 * @param membershipSampleInterval {@code election.membershipSampleInterval}: how often the size of the view is compared
 * @param leaderAliveThreshold {@code election.leaderAliveThreshold}: a leader not heard of for longer is gone; leaders
 *     declare themselves twice as often
 * @param leaderElectionDuration {@code election.leaderElectionDuration}: how long proposals are collected
 */
public record ElectionConfig(
        boolean useLeaderElection,
        boolean orgLeader,
        Duration startupGracePeriod,
        Duration membershipSampleInterval,
        Duration leaderAliveThreshold,
        Duration leaderElectionDuration) {

    /** What Fabric ships: no election, and every peer fetches blocks itself. */
    public static final ElectionConfig DEFAULT = new ElectionConfig(
            false, true, Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(5));

    /** @throws IllegalArgumentException naming the setting, its value and the rule it breaks */
    public ElectionConfig {
        if (useLeaderElection && orgLeader) {
            throw new IllegalArgumentException(
                    "useLeaderElection and orgLeader are both true; a node either stands for election or always leads");
        }
        positive("election.startupGracePeriod", startupGracePeriod);
        positive("election.membershipSampleInterval", membershipSampleInterval);
        positive("election.leaderAliveThreshold", leaderAliveThreshold);
        positive("election.leaderElectionDuration", leaderElectionDuration);
    }

    /** These times, standing for election; see the warning above. */
    public ElectionConfig elected() {
        return with(true, false);
    }

    /** These times, always leading. */
    public ElectionConfig alwaysLeading() {
        return with(false, true);
    }

    /** These times, never leading. */
    public ElectionConfig neverLeading() {
        return with(false, false);
    }

    private ElectionConfig with(boolean election, boolean leader) {
        return new ElectionConfig(
                election,
                leader,
                startupGracePeriod,
                membershipSampleInterval,
                leaderAliveThreshold,
                leaderElectionDuration);
    }

    /** The same with all times divided by {@code factor}. */
    public ElectionConfig shortened(int factor) {
        return new ElectionConfig(
                useLeaderElection,
                orgLeader,
                startupGracePeriod.dividedBy(factor),
                membershipSampleInterval.dividedBy(factor),
                leaderAliveThreshold.dividedBy(factor),
                leaderElectionDuration.dividedBy(factor));
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive but is " + value);
        }
    }
}
