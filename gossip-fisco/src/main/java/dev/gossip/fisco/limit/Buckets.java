package dev.gossip.fisco.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One bucket per key. Keys may come from others, so their number is bounded: full buckets are forgotten first, because new
 * ones are full too, and while all are in use further keys share one.
 */
final class Buckets<K> {

    static final int MAX_KEYS = 10_000;

    private final Duration window;
    private final Map<K, TokenBucket> byKey = new HashMap<>();
    private final Map<Long, TokenBucket> shared = new HashMap<>();
    private long swept;

    Buckets(Duration window, long now) {
        this.window = window;
        this.swept = now;
    }

    /** @param perSecond what a new bucket restores; the same at each call for one key */
    TokenBucket of(K key, long perSecond, long now) {
        TokenBucket known = byKey.get(key);
        if (known != null) {
            return known;
        }
        if (byKey.size() >= MAX_KEYS && !hasSwept(now)) {
            // There are as many rates as the configuration names.
            return shared.computeIfAbsent(perSecond, rate -> new TokenBucket(rate, window, now));
        }
        TokenBucket made = new TokenBucket(perSecond, window, now);
        byKey.put(key, made);
        return made;
    }

    /** At most once per window, so that a flood of keys does not cost a sweep each. @return whether there is room now */
    private boolean hasSwept(long now) {
        if (now - swept < window.toNanos()) {
            return false;
        }
        swept = now;
        byKey.values().removeIf(bucket -> bucket.isFull(now));
        return byKey.size() < MAX_KEYS;
    }

    int size() {
        return byKey.size();
    }
}
