package dev.gossip.core.store;

import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.Sealed;
import dev.gossip.api.TimeSource;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verification.Status;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what signature checks said about statements that others repeat, so that an element of a list is checked once
 * however often the list comes. Least recently used entries go first; thread-safe.
 */
public final class VerdictCache {

    /** Above this a statement is checked anew each time, so that the bound in number is one in memory too. */
    static final int MAX_BYTES = 4 << 10;

    private static final Comparator<Attachment> ATTACHMENTS =
            Comparator.comparing(Attachment::content).thenComparing(Attachment::signature);

    private final TimeSource time;
    private final long lifetime;
    private final Map<Key, Remembered> entries;

    public VerdictCache(TimeSource time, Duration lifetime, int bound) {
        this.time = time;
        this.lifetime = lifetime.toNanos();
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Remembered> eldest) {
                return size() > bound;
            }
        };
    }

    /** What is remembered about exactly these bytes. */
    public synchronized Optional<Verification> find(Sealed sealed) {
        Remembered entry = isSmall(sealed) ? entries.get(Key.of(sealed)) : null;
        return entry == null || time.nanoTime() - entry.at > lifetime
                ? Optional.empty()
                : Optional.of(entry.verification);
    }

    /** Remembers a verdict. A signer that is unknown now may be known later, so that verdict is not kept. */
    public synchronized void remember(Sealed sealed, Verification verification) {
        boolean lasting = verification.status() == Status.VALID || verification.status() == Status.INVALID;
        if (lasting && isSmall(sealed)) {
            entries.put(Key.of(sealed).detached(), new Remembered(verification, time.nanoTime()));
        }
    }

    private static boolean isSmall(Sealed sealed) {
        long size = (long) sealed.content().length() + sealed.signature().length();
        for (Attachment attachment : sealed.attachments()) {
            size += attachment.content().length() + attachment.signature().length();
        }
        return size <= MAX_BYTES;
    }

    /**
     * Hashed by the signature alone, compared by all. Comparable, so that keys made to collide cost a tree's depth and not a
     * list's length.
     */
    private record Key(Bytes content, Bytes signature, List<Attachment> attachments) implements Comparable<Key> {
        static Key of(Sealed sealed) {
            return new Key(sealed.content(), sealed.signature(), sealed.attachments());
        }

        /** Without the frames that these bytes are slices of. */
        Key detached() {
            return new Key(
                    copy(content),
                    copy(signature),
                    attachments.stream()
                            .map(part -> new Attachment(copy(part.content()), copy(part.signature())))
                            .toList());
        }

        private static Bytes copy(Bytes slice) {
            return Bytes.wrap(slice.toByteArray());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && signature.equals(that.signature)
                    && content.equals(that.content)
                    && attachments.equals(that.attachments);
        }

        @Override
        public int hashCode() {
            return signature.isEmpty() ? content.hashCode() : signature.hashCode();
        }

        @Override
        public int compareTo(Key other) {
            int order = signature.compareTo(other.signature);
            order = order == 0 ? content.compareTo(other.content) : order;
            order = order == 0 ? Integer.compare(attachments.size(), other.attachments.size()) : order;
            for (int i = 0; i < attachments.size() && order == 0; i++) {
                order = ATTACHMENTS.compare(attachments.get(i), other.attachments.get(i));
            }
            return order;
        }
    }

    private record Remembered(Verification verification, long at) {}
}
