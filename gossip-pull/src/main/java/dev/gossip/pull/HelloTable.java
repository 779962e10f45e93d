package dev.gossip.pull;

import dev.gossip.api.NodeId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hellos that were answered lately. A hello past its time is kept for as long again where room allows, so that a late
 * request can be told from an invented one.
 */
final class HelloTable {

    enum Standing {
        CURRENT,
        LATE,
        UNKNOWN
    }

    private final PullConfig config;
    /** Oldest first, because every insertion is the newest. */
    private final Map<Key, Long> receivedAt = new LinkedHashMap<>();

    private final Map<NodeId, Integer> perPeer = new HashMap<>();

    HelloTable(PullConfig config) {
        this.config = config;
    }

    /** @return whether there was room */
    boolean remember(NodeId peer, long nonce, long now) {
        Key key = new Key(peer, nonce);
        forget(key);
        dropOlderThan(2 * config.requestWait().toNanos(), now);
        if (isFull(peer)) {
            dropOlderThan(config.requestWait().toNanos(), now);
        }
        if (isFull(peer)) {
            return false;
        }
        receivedAt.put(key, now);
        perPeer.merge(peer, 1, Integer::sum);
        return true;
    }

    Standing find(NodeId peer, long nonce, long now) {
        Long at = receivedAt.get(new Key(peer, nonce));
        if (at == null) {
            return Standing.UNKNOWN;
        }
        return now - at <= config.requestWait().toNanos() ? Standing.CURRENT : Standing.LATE;
    }

    int size() {
        return receivedAt.size();
    }

    private boolean isFull(NodeId peer) {
        return receivedAt.size() >= config.maxHellos() || perPeer.getOrDefault(peer, 0) >= config.maxHellosPerPeer();
    }

    private void dropOlderThan(long age, long now) {
        Iterator<Map.Entry<Key, Long>> oldest = receivedAt.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Key, Long> entry = oldest.next();
            if (now - entry.getValue() <= age) {
                return;
            }
            oldest.remove();
            uncount(entry.getKey().peer());
        }
    }

    private void forget(Key key) {
        if (receivedAt.remove(key) != null) {
            uncount(key.peer());
        }
    }

    private void uncount(NodeId peer) {
        perPeer.computeIfPresent(peer, (id, count) -> count == 1 ? null : count - 1);
    }

    private record Key(NodeId peer, long nonce) {}
}
