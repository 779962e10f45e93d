package dev.gossip.fabric.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.crypto.Trust.Admission;
import dev.gossip.spi.crypto.Trust.Admitted;
import dev.gossip.spi.crypto.Trust.Refused;
import dev.gossip.spi.protocol.MalformedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Admitted identities by PKI-ID, at most a given number: beyond it the one unused for longest goes. Our own is always
 * there. Thread-safe; trust is asked outside the lock.
 */
final class IdentityStore {

    private final OwnIdentity own;
    private final Trust trust;
    private final TimeSource time;
    private final int limit;

    /** In order of last use. */
    private final LinkedHashMap<NodeId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    IdentityStore(OwnIdentity own, Trust trust, TimeSource time, int limit) {
        this.own = own;
        this.trust = trust;
        this.time = time;
        this.limit = limit;
    }

    /** The identity of {@code id}; looking counts as use. */
    Optional<Identity> find(NodeId id) {
        if (id.equals(own.id())) {
            return Optional.of(own.local().identity());
        }
        synchronized (entries) {
            Entry entry = entries.get(id);
            if (entry == null) {
                return Optional.empty();
            }
            // It stays until it is swept, so that the sweep can name it to those who know its owner.
            if (expired(entry.identity())) {
                return Optional.empty();
            }
            entries.put(id, new Entry(entry.identity(), time.nanoTime()));
            return Optional.of(entry.identity());
        }
    }

    /** Judges an identity that somebody presented for {@code claimed}, without keeping it. */
    Admission admit(NodeId claimed, Bytes serialized) {
        SerializedIdentity identity;
        try {
            identity = SerializedIdentity.decode(serialized);
        } catch (MalformedException e) {
            return new Refused(e.reason(), e.getMessage());
        }
        if (!FabricIds.pkiId(identity).equals(claimed)) {
            return new Refused(FabricDropReasons.PKI_ID_MISMATCH, "the identity's digest is not the PKI-ID " + claimed);
        }
        Optional<Identity> known = find(claimed);
        if (known.isPresent()) {
            return new Admitted(known.get());
        }
        if (identity.mspId().isEmpty()) {
            return new Refused(DropReason.UNTRUSTED_IDENTITY, "the identity names no organisation");
        }
        Admission admission = trust.admit(identity.mspId(), identity.idBytes());
        if (admission instanceof Admitted admitted && expired(admitted.identity())) {
            return new Refused(
                    DropReason.EXPIRED_IDENTITY,
                    "expired at " + admitted.identity().notAfter());
        }
        return admission;
    }

    /** Keeps an admitted identity whose owner has proven to hold its key. */
    void learn(NodeId id, Identity identity) {
        if (id.equals(own.id())) {
            return;
        }
        synchronized (entries) {
            entries.put(id, new Entry(identity, time.nanoTime()));
            if (entries.size() > limit) {
                Iterator<NodeId> oldest = entries.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** Forgets identities that were not used for {@code span}, and expired ones. */
    List<NodeId> forgetUnused(Duration span) {
        long now = time.nanoTime();
        List<NodeId> forgotten = new ArrayList<>();
        synchronized (entries) {
            entries.forEach((id, entry) -> {
                if (now - entry.lastUsed() > span.toNanos() || expired(entry.identity())) {
                    forgotten.add(id);
                }
            });
            forgotten.forEach(entries::remove);
        }
        return forgotten;
    }

    /** Forgets identities that trust no longer admits. */
    List<NodeId> recheck() {
        Map<NodeId, Entry> copy;
        synchronized (entries) {
            copy = new LinkedHashMap<>(entries);
        }
        copy.values()
                .removeIf(entry -> trust.admit(
                                entry.identity().organisation(),
                                entry.identity().encoded())
                        instanceof Admitted);
        synchronized (entries) {
            entries.keySet().removeAll(copy.keySet());
        }
        return List.copyOf(copy.keySet());
    }

    int size() {
        synchronized (entries) {
            return entries.size();
        }
    }

    private boolean expired(Identity identity) {
        return !time.now().isBefore(identity.notAfter());
    }

    private record Entry(Identity identity, long lastUsed) {}
}
