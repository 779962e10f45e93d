package dev.gossip.core.store;

import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.Sealed;
import dev.gossip.api.TimeSource;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verification.Status;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what signature checks said about statements that others repeat, so that an element of a list is checked once
 * however often the list comes. Least recently used entries go first; thread-safe.
 */
public final class VerdictCache {

    private final TimeSource time;
    private final long lifetime;
    private final Map<Key, Entry> entries;

    public VerdictCache(TimeSource time, Duration lifetime, int bound) {
        this.time = time;
        this.lifetime = lifetime.toNanos();
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Entry> eldest) {
                return size() > bound;
            }
        };
    }

    /** What is remembered about exactly these bytes. */
    public synchronized Optional<Verification> find(Sealed sealed) {
        Entry entry = entries.get(Key.of(sealed));
        return entry == null || time.nanoTime() - entry.at > lifetime
                ? Optional.empty()
                : Optional.of(entry.verification);
    }

    /** Remembers a verdict. A signer that is unknown now may be known later, so that verdict is not kept. */
    public synchronized void remember(Sealed sealed, Verification verification) {
        if (verification.status() == Status.VALID || verification.status() == Status.INVALID) {
            entries.put(Key.of(sealed), new Entry(verification, time.nanoTime()));
        }
    }

    private record Key(Bytes content, Bytes signature, List<Attachment> attachments) {
        static Key of(Sealed sealed) {
            return new Key(sealed.content(), sealed.signature(), sealed.attachments());
        }
    }

    private record Entry(Verification verification, long at) {}
}
