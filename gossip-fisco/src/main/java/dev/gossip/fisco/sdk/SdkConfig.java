package dev.gossip.fisco.sdk;

import java.time.Duration;

/**
 * How a node serves SDKs.
 *
 * @param nodeVersion what the node says it is; SDKs of 2.x shake hands with versions 2.1 and above only
 * @param subscriberTimeout how long an SDK has to answer a message
 * @param verifyTimeout how long an SDK has to judge the subscribers of a private topic
 */
public record SdkConfig(String nodeVersion, Duration subscriberTimeout, Duration verifyTimeout) {

    /** As FISCO BCOS 2.9.1: 5 s each. */
    public static final SdkConfig DEFAULT = new SdkConfig("2.9.1", Duration.ofSeconds(5), Duration.ofSeconds(5));

    /** @throws IllegalArgumentException naming what is wrong */
    public SdkConfig {
        if (!nodeVersion.matches("\\d+(\\.\\d+){1,2}")) {
            throw new IllegalArgumentException("nodeVersion '" + nodeVersion + "' is none; write 2.9.1 for example");
        }
        if (subscriberTimeout.isNegative()
                || subscriberTimeout.isZero()
                || verifyTimeout.isNegative()
                || verifyTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "timeouts must be positive, not " + subscriberTimeout + " and " + verifyTimeout);
        }
    }
}
