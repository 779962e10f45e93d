package dev.gossip.core.dispatch;

import dev.gossip.api.Envelope;
import dev.gossip.api.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Envelopes that wait for a dial, bounded in bytes per peer. Thread-safe. */
final class WaitingFrames {

    private final int bound;
    private final Map<NodeId, Queue> queues = new HashMap<>();

    WaitingFrames(int bound) {
        this.bound = bound;
    }

    /** @return false if the peer's queue is full */
    synchronized boolean add(NodeId target, Envelope envelope) {
        Queue queue = queues.computeIfAbsent(target, key -> new Queue());
        int size = envelope.sealed().content().length();
        if (queue.bytes + size > bound && queue.bytes > 0) {
            return false;
        }
        queue.bytes += size;
        queue.envelopes.add(envelope);
        return true;
    }

    /** Takes everything that waits for a peer. */
    synchronized List<Envelope> take(NodeId target) {
        Queue queue = queues.remove(target);
        return queue == null ? List.of() : queue.envelopes;
    }

    private static final class Queue {
        private final List<Envelope> envelopes = new ArrayList<>();
        private int bytes;
    }
}
