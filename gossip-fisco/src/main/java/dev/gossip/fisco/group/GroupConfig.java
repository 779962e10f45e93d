package dev.gossip.fisco.group;

import java.time.Duration;
import java.util.Optional;

/**
 * How groups are kept and reached.
 *
 * @param uuid names the gateway, which several processes may form together; absent for the node's P2P id, as it is right for a
 *     gateway of one process
 * @param announceInterval how often all reachable nodes are told the number of our node status, besides soon after each change
 * @param gatewayTimeout how long one gateway has to hand a message over before the next one is asked
 */
public record GroupConfig(
        Optional<String> uuid, Duration announceInterval, Duration gatewayTimeout, GroupLimits limits) {

    /** Longest name of a group, in bytes. */
    public static final int MAX_GROUP_BYTES = 256;

    /** Longest uuid of a gateway, in bytes. */
    public static final int MAX_UUID_BYTES = 4_096;

    /** Every second, and 10 s, as FISCO BCOS 3.x. */
    public static final GroupConfig DEFAULT =
            new GroupConfig(Optional.empty(), Duration.ofSeconds(1), Duration.ofSeconds(10), GroupLimits.DEFAULT);

    /** @throws IllegalArgumentException naming what is wrong */
    public GroupConfig {
        if (announceInterval.isNegative()
                || announceInterval.isZero()
                || gatewayTimeout.isNegative()
                || gatewayTimeout.isZero()) {
            throw new IllegalArgumentException("announceInterval and gatewayTimeout must be positive, not "
                    + announceInterval + " and " + gatewayTimeout);
        }
        if (uuid.filter(text -> text.isEmpty() || text.length() > MAX_UUID_BYTES)
                .isPresent()) {
            throw new IllegalArgumentException("uuid must have 1 to " + MAX_UUID_BYTES + " characters");
        }
    }

    /** The same with other limits. */
    public GroupConfig withLimits(GroupLimits others) {
        return new GroupConfig(uuid, announceInterval, gatewayTimeout, others);
    }

    /** The same for one of several processes that form a gateway. */
    public GroupConfig withUuid(String shared) {
        return new GroupConfig(Optional.of(shared), announceInterval, gatewayTimeout, limits);
    }
}
