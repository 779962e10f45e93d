package dev.gossip.crypto.ec;

import dev.gossip.api.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest under every signature here, by the JDK, whose implementation uses the processor's instructions. */
public final class Sha256 {

    private Sha256() {}

    public static byte[] of(Bytes content) {
        MessageDigest digest = newDigest();
        digest.update(content.asReadOnlyBuffer());
        return digest.digest();
    }

    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
