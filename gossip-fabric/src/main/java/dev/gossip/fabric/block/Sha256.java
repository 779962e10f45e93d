package dev.gossip.fabric.block;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The hash of headers and data; Fabric uses SHA-256 for them whatever hash family an organisation has. */
final class Sha256 {

    private Sha256() {}

    static Bytes of(Bytes content) {
        MessageDigest digest = newDigest();
        digest.update(content.asReadOnlyBuffer());
        return Bytes.wrap(digest.digest());
    }

    /** The hash of all {@code parts} in a row, with nothing between them. */
    static Bytes of(List<ByteString> parts) {
        MessageDigest digest = newDigest();
        parts.forEach(part -> digest.update(part.asReadOnlyByteBuffer()));
        return Bytes.wrap(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
