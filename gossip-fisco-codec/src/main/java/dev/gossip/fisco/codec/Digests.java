package dev.gossip.fisco.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.MessageId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Ids of statements. They never travel, so that any digest would do. */
final class Digests {

    private Digests() {}

    static MessageId id(Bytes first, Bytes second) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(first.asReadOnlyBuffer());
            sha256.update(second.asReadOnlyBuffer());
            return new MessageId(Bytes.wrap(sha256.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
