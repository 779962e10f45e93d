package dev.gossip.chronos.json.propagate;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which blocks one peer has, as far as we know; the least recently noted are forgotten. Guarded by the manager. */
public final class KnownHashes {

    /** As many as Ethereum's nodes remember of each other. */
    static final int MAX = 1_024;

    private final Map<String, Integer> hashes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MAX;
        }
    };

    /** Links that share this; see {@link Claims}. */
    int links;

    private static final int KNOWN = 0;

    /** It has this block. */
    public void add(String hash) {
        hashes.put(hash, KNOWN);
    }

    /** Whether it has this block. */
    boolean has(String hash) {
        Integer state = hashes.get(hash);
        return state != null && state == KNOWN;
    }

    /** Told of it, which is not to say that it has it. @return how often it has been told */
    int announced(String hash) {
        return hashes.merge(hash, 1, (before, one) -> before == KNOWN ? KNOWN : before + one);
    }

    void addAll(KnownHashes other) {
        other.hashes.forEach((hash, state) -> hashes.merge(hash, state, Math::min));
    }

    /** How many it has. */
    int count() {
        return (int) hashes.values().stream().filter(state -> state == KNOWN).count();
    }

    int size() {
        return hashes.size();
    }
}
