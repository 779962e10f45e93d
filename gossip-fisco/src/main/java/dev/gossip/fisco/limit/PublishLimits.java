package dev.gossip.fisco.limit;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How many bytes per second SDKs publish through this node. A message to one subscriber takes its length, one to all its
 * length for each node that it goes to, this one included; what nobody subscribes to takes nothing. It is taken whole or not
 * at all: then nobody hears it, and the SDK gets 103 in generation 2, for a message to all too, and 1004 in generation 3,
 * which answers no message to all.
 *
 * @param total of all SDKs together
 * @param perSdk of each link of an SDK
 * @param window how long a limit may be saved up for a burst
 */
public record PublishLimits(OptionalLong total, OptionalLong perSdk, Duration window) {

    /** Nothing is limited; a window of one second. */
    public static final PublishLimits NONE =
            new PublishLimits(OptionalLong.empty(), OptionalLong.empty(), Rates.SECOND);

    /** @throws IllegalArgumentException naming the limit, and the one that it is above */
    public PublishLimits {
        Rates.requirePositive("publishing.total", total);
        Rates.requirePositive("publishing.perSdk", perSdk);
        Rates.requireWithin("publishing.perSdk", perSdk, "publishing.total", total);
        Rates.requireWindow("publishing.window", window);
    }

    /** The same with another limit for all SDKs together. */
    public PublishLimits withTotal(long bytesPerSecond) {
        return new PublishLimits(OptionalLong.of(bytesPerSecond), perSdk, window);
    }

    /** The same with another limit for each SDK. */
    public PublishLimits withPerSdk(long bytesPerSecond) {
        return new PublishLimits(total, OptionalLong.of(bytesPerSecond), window);
    }

    /** The same with another window. */
    public PublishLimits withWindow(Duration other) {
        return new PublishLimits(total, perSdk, other);
    }
}
