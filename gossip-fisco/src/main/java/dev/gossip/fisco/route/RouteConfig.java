package dev.gossip.fisco.route;

import java.time.Duration;

/**
 * How routes are kept.
 *
 * @param interval how often neighbours are told the number of our table, besides after each change
 * @param maxNodes nodes to which ways are kept
 */
public record RouteConfig(Duration interval, int maxNodes) {

    /** Every 3 s as FISCO BCOS 3.x, 10,000 nodes. */
    public static final RouteConfig DEFAULT = new RouteConfig(Duration.ofSeconds(3), 10_000);

    /** @throws IllegalArgumentException naming what is wrong */
    public RouteConfig {
        if (interval.isNegative() || interval.isZero() || maxNodes < 1) {
            throw new IllegalArgumentException(
                    "interval and maxNodes must be positive, not " + interval + " and " + maxNodes);
        }
    }
}
