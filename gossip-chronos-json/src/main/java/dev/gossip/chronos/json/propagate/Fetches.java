package dev.gossip.chronos.json.propagate;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/**
 * Announced blocks that one announcer was asked for, and who else has them. Bounded; guarded by the manager.
 */
public final class Fetches {

    private static final int MAX_FETCHES = 256;
    private static final int MAX_ANNOUNCERS = 16;

    private final Map<String, Queue<Acquaintance>> announcers = new LinkedHashMap<>();

    /** @return whether nobody was asked yet */
    public boolean announced(String hash, Acquaintance from) {
        Queue<Acquaintance> others = announcers.get(hash);
        if (others != null) {
            if (others.size() < MAX_ANNOUNCERS && !others.contains(from)) {
                others.add(from);
            }
            return false;
        }
        if (announcers.size() >= MAX_FETCHES) {
            Iterator<String> oldest = announcers.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        announcers.put(hash, new ArrayDeque<>());
        return true;
    }

    /** The block came. */
    public void done(String hash) {
        announcers.remove(hash);
    }

    /** Whether somebody was asked for it. */
    public boolean isFetched(String hash) {
        return announcers.containsKey(hash);
    }

    /** The next announcer that {@code link} finds a way to ask; without one the fetch is over. */
    public Optional<PeerLink> next(String hash, Function<Acquaintance, Optional<PeerLink>> link) {
        Queue<Acquaintance> others = announcers.getOrDefault(hash, new ArrayDeque<>());
        while (!others.isEmpty()) {
            Optional<PeerLink> session = link.apply(others.remove());
            if (session.isPresent()) {
                return session;
            }
        }
        announcers.remove(hash);
        return Optional.empty();
    }
}
