package dev.gossip.amop;

import java.time.Duration;

/**
 * Times and bounds of AMOP on one node.
 *
 * @param subscriberTimeout how long one subscriber has to answer before the next one of its node is asked
 * @param nodeTimeout how long one node has to answer before the next one is asked
 * @param publishTimeout how long a publish takes at most, whoever is still to be asked
 * @param verifyTimeout how long subscribers of a private topic have to prove who they are
 * @param verifyInterval how often those are challenged again that have not
 */
public record AmopConfig(
        Duration subscriberTimeout,
        Duration nodeTimeout,
        Duration publishTimeout,
        Duration verifyTimeout,
        Duration verifyInterval,
        AmopLimits limits) {

    /** 5 s per subscriber and 30 s per node as FISCO BCOS 2.x, 60 s in all. */
    public static final AmopConfig DEFAULT = new AmopConfig(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            AmopLimits.DEFAULT);

    /** @throws IllegalArgumentException naming the time that is not positive */
    public AmopConfig {
        positive("subscriberTimeout", subscriberTimeout);
        positive("nodeTimeout", nodeTimeout);
        positive("publishTimeout", publishTimeout);
        positive("verifyTimeout", verifyTimeout);
        positive("verifyInterval", verifyInterval);
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive but is " + value);
        }
    }

    /** The same with other times for answers. */
    public AmopConfig withTimeouts(Duration subscriber, Duration node, Duration publish) {
        return new AmopConfig(subscriber, node, publish, verifyTimeout, verifyInterval, limits);
    }

    /** The same with other bounds. */
    public AmopConfig withLimits(AmopLimits other) {
        return new AmopConfig(subscriberTimeout, nodeTimeout, publishTimeout, verifyTimeout, verifyInterval, other);
    }
}
