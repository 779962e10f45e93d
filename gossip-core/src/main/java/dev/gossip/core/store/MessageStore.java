package dev.gossip.core.store;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Sealed;
import dev.gossip.api.TimeSource;
import dev.gossip.spi.protocol.Supersession;
import dev.gossip.spi.protocol.Supersession.Relation;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The accepted statement per supersession key. For its lifetime a statement is visible; for as long again it is a tombstone
 * that nobody sees but that still refuses older statements, so a replay cannot bring back what was given up. Thread-safe;
 * above its bound the oldest entries go first.
 */
public final class MessageStore {

    private final Supersession supersession;
    private final TimeSource time;
    private final int bound;
    private final Map<Bytes, Entry> entries = new LinkedHashMap<>();

    public MessageStore(Supersession supersession, TimeSource time, int bound) {
        this.supersession = supersession;
        this.time = time;
        this.bound = bound;
    }

    /** How a statement stands to what is stored. */
    public enum Standing {
        /** Nothing stored refuses it. */
        NEWS,
        /** Exactly this statement is stored. */
        DUPLICATE,
        /** A stored statement replaces it. */
        SUPERSEDED
    }

    /** Judges a statement without changing anything. */
    public Standing standing(Sealed sealed) {
        // Most traffic competes with nothing and needs no lock.
        Optional<Bytes> key = supersession.keyOf(sealed);
        return key.isEmpty() ? Standing.NEWS : standing(key.get(), sealed);
    }

    private synchronized Standing standing(Bytes key, Sealed sealed) {
        Entry stored = live(key);
        if (stored == null || supersession.relate(sealed, stored.envelope.sealed()) != Relation.SUPERSEDED) {
            return Standing.NEWS;
        }
        return stored.envelope.sealed().content().equals(sealed.content()) ? Standing.DUPLICATE : Standing.SUPERSEDED;
    }

    /** Stores an accepted statement unless a stored one refuses it. Statements without a key are not stored. */
    public void put(Envelope envelope) {
        supersession.keyOf(envelope.sealed()).ifPresent(key -> put(key, envelope));
    }

    private synchronized void put(Bytes key, Envelope envelope) {
        if (standing(key, envelope.sealed()) != Standing.NEWS) {
            return;
        }
        entries.remove(key);
        entries.put(
                key,
                new Entry(
                        envelope,
                        time.nanoTime(),
                        supersession.lifetime(envelope.sealed()).toNanos()));
        if (entries.size() > bound) {
            Iterator<Entry> eldest = entries.values().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** The visible statement under a key. */
    public synchronized Optional<Envelope> find(Bytes key) {
        return Optional.ofNullable(live(key))
                .filter(entry -> entry.age(time.nanoTime()) <= entry.lifetime)
                .map(Entry::envelope);
    }

    /** Forgets tombstones whose time is over. */
    public synchronized void sweep() {
        long now = time.nanoTime();
        entries.values().removeIf(entry -> entry.isOver(now));
    }

    /** Entries held, tombstones included. */
    public synchronized int size() {
        return entries.size();
    }

    private @org.jspecify.annotations.Nullable Entry live(Bytes key) {
        Entry entry = entries.get(key);
        return entry == null || entry.isOver(time.nanoTime()) ? null : entry;
    }

    private record Entry(Envelope envelope, long acceptedAt, long lifetime) {
        long age(long now) {
            return now - acceptedAt;
        }

        boolean isOver(long now) {
            return age(now) - lifetime > lifetime;
        }
    }
}
