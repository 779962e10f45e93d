package dev.gossip.crypto.x509;

import dev.gossip.api.Bytes;
import dev.gossip.crypto.ec.BoundedCache;
import dev.gossip.crypto.ec.Sha256;
import dev.gossip.spi.crypto.Trust.Admission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers admissions by the exact bytes that were judged, each for a span of time. Admitted and refused identities
 * have separate bounds, so that a flood of bad ones displaces no good one. Keys are digests: what is refused is not kept.
 */
public final class AdmissionCache {

    private final BoundedCache<Bytes, Entry> admitted;
    private final BoundedCache<Bytes, Entry> refused;

    public AdmissionCache(int capacity) {
        this.admitted = new BoundedCache<>(capacity);
        this.refused = new BoundedCache<>(capacity);
    }

    public static Bytes key(String organisation, Bytes encoded) {
        MessageDigest digest = Sha256.newDigest();
        byte[] name = organisation.getBytes(StandardCharsets.UTF_8);
        digest.update(Bytes.ofLong(name.length).asReadOnlyBuffer());
        digest.update(name);
        digest.update(encoded.asReadOnlyBuffer());
        return Bytes.wrap(digest.digest());
    }

    @Nullable
    public Admission find(Bytes key, Instant now) {
        Entry entry = admitted.get(key);
        if (entry == null || !entry.holds(now)) {
            entry = refused.get(key);
        }
        return entry != null && entry.holds(now) ? entry.admission : null;
    }

    /** Keeps an admission that holds from {@code from} to {@code until}, both included. */
    public void putAdmitted(Bytes key, Admission admission, Instant from, Instant until) {
        admitted.put(key, new Entry(admission, from, until));
    }

    /** Keeps a refusal that holds from {@code from} to {@code until}, both included. */
    public void putRefused(Bytes key, Admission admission, Instant from, Instant until) {
        refused.put(key, new Entry(admission, from, until));
    }

    /** How many refusals are kept, also such as no longer hold. */
    public int refusals() {
        return refused.size();
    }

    private record Entry(Admission admission, Instant from, Instant until) {

        /** The start matters when a clock is set back. */
        boolean holds(Instant now) {
            return !now.isBefore(from) && !now.isAfter(until);
        }
    }
}
