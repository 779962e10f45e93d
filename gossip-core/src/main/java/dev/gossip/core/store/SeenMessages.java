package dev.gossip.core.store;

import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.TimeSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which messages were seen and who is known to hold them. Bounded in number and time; thread-safe.
 */
public final class SeenMessages {

    /** Holders remembered per message; beyond it a peer may get a needless copy. */
    private static final int MAX_HOLDERS = 256;

    private final TimeSource time;
    private final long lifetime;
    private final int bound;
    private final Map<MessageId, Entry> entries = new LinkedHashMap<>();

    public SeenMessages(TimeSource time, Duration lifetime, int bound) {
        this.time = time;
        this.lifetime = lifetime.toNanos();
        this.bound = bound;
    }

    /**
     * Notes a sight of a message.
     *
     * @param holder who evidently holds it
     * @return whether it was the first
     */
    public synchronized boolean note(MessageId id, Optional<NodeId> holder) {
        expire();
        Entry entry = entries.get(id);
        boolean first = entry == null;
        if (entry == null) {
            entry = new Entry(time.nanoTime(), new HashSet<>());
            entries.put(id, entry);
        }
        if (entry.holders.size() < MAX_HOLDERS) {
            holder.ifPresent(entry.holders::add);
        }
        return first;
    }

    /** Whether the message was seen; notes the holder if so. */
    public synchronized boolean isKnown(MessageId id, Optional<NodeId> holder) {
        Entry entry = entries.get(id);
        if (entry == null || time.nanoTime() - entry.seenAt > lifetime) {
            return false;
        }
        if (entry.holders.size() < MAX_HOLDERS) {
            holder.ifPresent(entry.holders::add);
        }
        return true;
    }

    /** Forgets what is too old. */
    public synchronized void sweep() {
        long now = time.nanoTime();
        Iterator<Entry> eldest = entries.values().iterator();
        while (eldest.hasNext() && now - eldest.next().seenAt > lifetime) {
            eldest.remove();
        }
    }

    /** The message was not taken for what it is; a later copy gets another chance. */
    public synchronized void forget(MessageId id) {
        entries.remove(id);
    }

    /** Who is known to hold the message. */
    public synchronized Set<NodeId> holders(MessageId id) {
        Entry entry = entries.get(id);
        return entry == null ? Set.of() : Set.copyOf(entry.holders);
    }

    private void expire() {
        long now = time.nanoTime();
        Iterator<Entry> eldest = entries.values().iterator();
        while (eldest.hasNext()) {
            boolean over = now - eldest.next().seenAt > lifetime;
            if (!over && entries.size() < bound) {
                return;
            }
            eldest.remove();
        }
    }

    private record Entry(long seenAt, Set<NodeId> holders) {}
}
