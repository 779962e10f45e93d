package dev.gossip.fisco.limit;

import dev.gossip.api.TimeSource;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Bytes that SDKs publish. Used on the node's control lane only. */
public final class PublishLimiter {

    private final PublishLimits limits;
    private final TimeSource time;
    private final Optional<TokenBucket> total;

    /** @param time the node's clock */
    public PublishLimiter(PublishLimits limits, TimeSource time) {
        this.limits = limits;
        this.time = time;
        this.total = limits.total().isPresent()
                ? Optional.of(new TokenBucket(limits.total().getAsLong(), limits.window(), time.nanoTime()))
                : Optional.empty();
    }

    /** For one link of an SDK. @return says whether so many bytes may be published now, and takes them if so */
    public LongPredicate sdk() {
        if (limits.perSdk().isEmpty()) {
            return bytes -> mayPass(bytes, time.nanoTime());
        }
        TokenBucket own = new TokenBucket(limits.perSdk().getAsLong(), limits.window(), time.nanoTime());
        return bytes -> {
            long now = time.nanoTime();
            if (!own.take(bytes, now)) {
                return false;
            }
            if (!mayPass(bytes, now)) {
                own.giveBack(bytes);
                return false;
            }
            return true;
        };
    }

    private boolean mayPass(long bytes, long now) {
        return total.isEmpty() || total.get().take(bytes, now);
    }
}
