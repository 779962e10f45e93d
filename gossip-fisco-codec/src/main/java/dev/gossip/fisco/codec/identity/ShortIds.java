package dev.gossip.fisco.codec.identity;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.MalformedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * P2P ids of 3.x as they travel in routed headers: the long id as text below version 3, from version 3 on the short one,
 * which is Keccak-256 over the characters of that text. What cannot be mapped is passed on as it is. Thread-safe; remembers
 * a bounded number of ids, the least recently used goes first.
 */
public final class ShortIds {

    /** How many ids are remembered. */
    public static final int LIMIT = 20_000;

    private static final int SHORT_FROM_VERSION = 3;
    private static final int SHORT_BYTES = 32;
    /** Ids of up to this many bytes are short ones. */
    private static final int LONGEST_SHORT = 33;

    private final Optional<UnaryOperator<Bytes>> keccak256;
    private final Map<NodeId, Bytes> shortOf = new Remembered<>();
    private final Map<Bytes, NodeId> longOf = new Remembered<>();

    /** @param keccak256 the digest; without it ids stay as they are, so version 3 must not be offered */
    public ShortIds(Optional<UnaryOperator<Bytes>> keccak256) {
        this.keccak256 = keccak256;
    }

    /** Keccak-256 of the Java runtime, if a provider (Bouncy Castle, say) is registered that has it. */
    public static Optional<UnaryOperator<Bytes>> keccakOfRuntime() {
        try {
            MessageDigest.getInstance("KECCAK-256");
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty();
        }
        return Optional.of(ShortIds::digest);
    }

    private static Bytes digest(Bytes content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("KECCAK-256");
            digest.update(content.asReadOnlyBuffer());
            return Bytes.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the provider of KECCAK-256 was removed", e);
        }
    }

    /** Whether short ids can be made. */
    public boolean available() {
        return keccak256.isPresent();
    }

    /** The short id, and from now on the way back from it; empty without the digest, or if this is one already. */
    public Optional<Bytes> learn(NodeId id) {
        if (keccak256.isEmpty() || isShort(id.value())) {
            return Optional.empty();
        }
        synchronized (this) {
            Bytes known = shortOf.get(id);
            if (known != null && longOf.containsKey(known)) {
                return Optional.of(known);
            }
        }
        Bytes computed = keccak256.get().apply(text(id));
        synchronized (this) {
            shortOf.put(id, computed);
            longOf.put(computed, id);
        }
        return Optional.of(computed);
    }

    /** The id as it travels in a packet of this version. */
    public Bytes toWire(NodeId id, int version) {
        if (isShort(id.value())) {
            return id.value();
        }
        return version < SHORT_FROM_VERSION ? text(id) : learn(id).orElseGet(() -> text(id));
    }

    /**
     * The node meant by an id that travelled; empty for an empty one.
     *
     * @throws MalformedException if a long id is not lower-case hexadecimal text
     */
    public Optional<NodeId> fromWire(Bytes wire) throws MalformedException {
        if (wire.isEmpty()) {
            return Optional.empty();
        }
        if (isShort(wire)) {
            synchronized (this) {
                NodeId known = longOf.get(wire);
                return Optional.of(known == null ? new NodeId(wire) : known);
            }
        }
        return Optional.of(longId(wire));
    }

    private static NodeId longId(Bytes text) throws MalformedException {
        for (int i = 0; i < text.length(); i++) {
            byte digit = text.get(i);
            if (!(digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f')) {
                throw problem("a long P2P id with a byte " + (digit & 0xff) + " that is no lower-case digit");
            }
        }
        if (text.length() % 2 != 0 || text.length() / 2 <= LONGEST_SHORT) {
            throw problem("a long P2P id of " + text.length() + " digits");
        }
        return NodeId.fromHex(text.utf8());
    }

    private static Bytes text(NodeId id) {
        return Bytes.utf8(id.hex());
    }

    private static boolean isShort(Bytes id) {
        return id.length() <= LONGEST_SHORT;
    }

    private static MalformedException problem(String detail) {
        return MalformedException.drop(DropReason.MALFORMED, detail + "; short ids have " + SHORT_BYTES + " bytes");
    }

    /** Forgets what was not asked for the longest. */
    private static final class Remembered<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;

        Remembered() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > LIMIT;
        }
    }
}
