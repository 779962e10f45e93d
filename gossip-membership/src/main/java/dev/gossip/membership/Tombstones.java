package dev.gossip.membership;

import dev.gossip.api.NodeId;
import dev.gossip.api.body.LogicalTime;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last times of forgotten members, kept for a while so that a replayed statement does not bring them back. Bounded:
 * the oldest one makes room.
 */
final class Tombstones {

    private final Map<NodeId, Stone> stones = new LinkedHashMap<>();
    private final int bound;
    private final long lifetimeNanos;

    Tombstones(int bound, Duration lifetime) {
        this.bound = bound;
        this.lifetimeNanos = lifetime.toNanos();
    }

    void bury(Member member, long now) {
        stones.remove(member.id());
        stones.put(member.id(), new Stone(member.time(), now));
        if (stones.size() > bound) {
            stones.remove(stones.keySet().iterator().next());
        }
    }

    /** Whether a statement of {@code time} is no news about a forgotten member. */
    boolean refuses(NodeId id, LogicalTime time) {
        Stone stone = stones.get(id);
        return stone != null && !time.isAfter(stone.time);
    }

    void lift(NodeId id) {
        stones.remove(id);
    }

    /** Removes stones past their time; they lie in the order of burial. */
    void sweep(long now) {
        Iterator<Stone> oldest = stones.values().iterator();
        while (oldest.hasNext() && now - oldest.next().buriedNanos > lifetimeNanos) {
            oldest.remove();
        }
    }

    int size() {
        return stones.size();
    }

    private record Stone(LogicalTime time, long buriedNanos) {}
}
