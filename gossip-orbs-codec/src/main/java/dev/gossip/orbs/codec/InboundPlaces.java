package dev.gossip.orbs.codec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How many connections one dialler may have at a time; of too many the oldest goes. Thread-safe. */
final class InboundPlaces {

    /** Two, because a dialler may be back before the end of its earlier connection is noticed. */
    static final int PER_NODE = 2;

    private final Map<Object, Deque<AcceptedSession>> taken = new HashMap<>();

    /** @param dialler the node's id, or its host while ids are unknown */
    synchronized void enter(Object dialler, AcceptedSession session, int bound) {
        Deque<AcceptedSession> sessions = taken.computeIfAbsent(dialler, key -> new ArrayDeque<>());
        sessions.add(session);
        while (sessions.size() > bound) {
            sessions.remove().evict();
        }
    }

    synchronized void leave(Object dialler, AcceptedSession session) {
        taken.computeIfPresent(dialler, (key, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        });
    }
}
