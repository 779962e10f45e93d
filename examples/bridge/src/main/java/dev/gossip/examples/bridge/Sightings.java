package dev.gossip.examples.bridge;

import dev.gossip.api.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each message was seen at each port lately: a multiset, so that what was published twice counts twice. Bounded in
 * time and number; the oldest go first. Thread-safe.
 */
final class Sightings {

    /** @param digest of the payload */
    record Message(String port, Bytes digest) {}

    private final long windowNanos;
    private final int bound;
    /** In the order of the last sighting. */
    private final Map<Message, Deque<Long>> times = new LinkedHashMap<>();

    private int total;

    Sightings(Duration window, int bound) {
        this.windowNanos = window.toNanos();
        this.bound = bound;
    }

    synchronized void add(Message message, long now) {
        Deque<Long> seen = times.remove(message);
        if (seen == null) {
            seen = new ArrayDeque<>();
        }
        seen.add(now);
        total++;
        times.put(message, seen);
        forget(now);
    }

    /** Uses up one sighting. @return whether there was one within the window */
    synchronized boolean take(Message message, long now) {
        Deque<Long> seen = times.get(message);
        if (seen == null) {
            return false;
        }
        expire(seen, now);
        boolean found = seen.poll() != null;
        total -= found ? 1 : 0;
        if (seen.isEmpty()) {
            times.remove(message);
        }
        return found;
    }

    synchronized int size() {
        return total;
    }

    private void expire(Deque<Long> seen, long now) {
        while (!seen.isEmpty() && now - seen.peek() > windowNanos) {
            seen.poll();
            total--;
        }
    }

    private void forget(long now) {
        Iterator<Deque<Long>> oldest = times.values().iterator();
        while (oldest.hasNext()) {
            Deque<Long> seen = oldest.next();
            expire(seen, now);
            while (total > bound && !seen.isEmpty()) {
                seen.poll();
                total--;
            }
            if (!seen.isEmpty()) {
                return;
            }
            oldest.remove();
        }
    }
}
