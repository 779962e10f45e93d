package dev.gossip.fabric.msp;

import dev.gossip.api.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts asked for last, by the digest of what was judged. Bad identities have a bound of their own, so that a flood
 * of them displaces no good one. Thread-safe; two threads may judge the same thing at the same time.
 */
final class VerdictMemory {

    static final int LIMIT = 1024;

    private final Map<Bytes, MspVerdict> valid = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Bytes, MspVerdict> refused = new LinkedHashMap<>(16, 0.75f, true);

    MspVerdict get(Bytes encoded, Supplier<MspVerdict> judge) {
        Bytes key = Digests.sha256(encoded);
        MspVerdict known = find(key);
        if (known != null) {
            return known;
        }
        MspVerdict verdict = judge.get();
        put(key, verdict);
        return verdict;
    }

    private synchronized @Nullable MspVerdict find(Bytes key) {
        MspVerdict known = valid.get(key);
        return known == null ? refused.get(key) : known;
    }

    private synchronized void put(Bytes key, MspVerdict verdict) {
        Map<Bytes, MspVerdict> verdicts = verdict instanceof MspVerdict.Valid ? valid : refused;
        verdicts.put(key, verdict);
        if (verdicts.size() > LIMIT) {
            verdicts.remove(verdicts.keySet().iterator().next());
        }
    }

    synchronized int size() {
        return valid.size() + refused.size();
    }
}
