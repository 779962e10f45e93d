package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import org.bouncycastle.crypto.digests.SM3Digest;

/** The digest of China's standard GM/T 0004, as long as SHA-256. */
public final class Sm3 {

    private Sm3() {}

    /** The 32 bytes of the digest. */
    public static Bytes of(Bytes content) {
        SM3Digest digest = new SM3Digest();
        byte[] bytes = content.toByteArray();
        digest.update(bytes, 0, bytes.length);
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return Bytes.wrap(result);
    }
}
