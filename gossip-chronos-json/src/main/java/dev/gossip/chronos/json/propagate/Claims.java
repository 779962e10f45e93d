package dev.gossip.chronos.json.propagate;

import java.util.HashMap;
import java.util.Map;

/**
 * Links whose peers call themselves the same share what is known of them. A claim proves nothing and decides only what need
 * not be sent. Guarded by the manager; holds one entry per link at most.
 */
public final class Claims {

    private final Map<String, KnownHashes> byAddress = new HashMap<>();

    /** @return what is known of whoever calls itself {@code address}, now also on this link */
    KnownHashes claim(String address, String before, KnownHashes current) {
        if (address.equals(before)) {
            return current;
        }
        KnownHashes shared = byAddress.computeIfAbsent(address, absent -> new KnownHashes());
        if (before.isEmpty()) {
            shared.addAll(current);
        }
        shared.links++;
        release(before, current);
        return shared;
    }

    void release(String address, KnownHashes current) {
        if (!address.isEmpty() && --current.links == 0) {
            byAddress.remove(address, current);
        }
    }

    /** How many names are in use. */
    public int size() {
        return byAddress.size();
    }
}
