package dev.gossip.fisco.group.engine;

import dev.gossip.api.MessageId;
import dev.gossip.api.TimeSource;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Broadcasts that came a moment ago. Nodes of FISCO BCOS send them without a destination, so a node on the way to others gets
 * a copy for each of them; these copies have one seq, a repetition has another.
 */
final class RecentBroadcasts {

    private static final int KEPT = 4_096;
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final TimeSource time;
    private final Map<MessageId, Long> seen = new LinkedHashMap<>();

    RecentBroadcasts(TimeSource time) {
        this.time = time;
    }

    /** @return whether it is the first copy */
    boolean add(MessageId id) {
        long now = time.nanoTime();
        Iterator<Long> eldest = seen.values().iterator();
        while (eldest.hasNext()) {
            boolean over = now - eldest.next() > MOMENT.toNanos();
            if (!over && seen.size() < KEPT) {
                break;
            }
            eldest.remove();
        }
        return seen.putIfAbsent(id, now) == null;
    }
}
