package dev.gossip.orbs.codec.forward;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;

/** What forwarding hashes, with SHA-256. */
public final class Digests {

    static final int DIGEST_BYTES = 32;
    static final int SHORT_ID_BYTES = 20;

    private Digests() {}

    /** The digest of a message: of size (u32, little-endian) and bytes of each payload, the header included. */
    public static Bytes of(List<Bytes> payloads) {
        MessageDigest sha = sha256();
        ByteBuffer size = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Bytes payload : payloads) {
            sha.update(size.putInt(0, payload.length()).array());
            sha.update(payload.asReadOnlyBuffer());
        }
        return Bytes.wrap(sha.digest());
    }

    /** The digest of one run of bytes. */
    public static Bytes of(Bytes bytes) {
        MessageDigest sha = sha256();
        sha.update(bytes.asReadOnlyBuffer());
        return Bytes.wrap(sha.digest());
    }

    /** A node in forwarding messages: its id if that has 20 bytes, else the first 20 bytes of the id's digest. */
    public static Bytes shortId(NodeId id) {
        return id.value().length() == SHORT_ID_BYTES
                ? id.value()
                : of(id.value()).slice(0, SHORT_ID_BYTES);
    }

    /** The digest of a topology: of all short ids in their order. */
    static Bytes ofTopology(Collection<Bytes> sortedIds) {
        return of(Bytes.concat(List.copyOf(sortedIds)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
