package dev.gossip.core.dispatch;

import dev.gossip.api.Attachment;
import dev.gossip.api.Envelope;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Envelopes that wait for a dial, bounded in bytes per peer. Thread-safe. */
final class WaitingFrames {

    /** What an envelope costs beyond its bytes, so that many tiny ones are bounded too. */
    private static final int OVERHEAD = 256;

    private final int bound;
    private final Map<NodeId, Queue> queues = new HashMap<>();

    WaitingFrames(int bound) {
        this.bound = bound;
    }

    /** @return false if the peer's queue is full */
    synchronized boolean add(NodeId target, Envelope envelope) {
        Queue queue = queues.computeIfAbsent(target, key -> new Queue());
        long size = sizeOf(envelope.sealed());
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

    private static long sizeOf(Sealed sealed) {
        long size =
                (long) OVERHEAD + sealed.content().length() + sealed.signature().length();
        for (Attachment attachment : sealed.attachments()) {
            size += attachment.content().length() + attachment.signature().length();
        }
        return size;
    }

    private static final class Queue {
        private final List<Envelope> envelopes = new ArrayList<>();
        private long bytes;
    }
}
