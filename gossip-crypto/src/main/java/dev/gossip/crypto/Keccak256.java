package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** The digest of Ethereum and FISCO BCOS: SHA3-256 before its padding was changed, so not SHA3-256. */
public final class Keccak256 {

    private static final int BITS = 256;

    private Keccak256() {}

    /** The 32 bytes of the digest. */
    public static Bytes of(Bytes content) {
        KeccakDigest digest = new KeccakDigest(BITS);
        byte[] bytes = content.toByteArray();
        digest.update(bytes, 0, bytes.length);
        byte[] result = new byte[BITS / Byte.SIZE];
        digest.doFinal(result, 0);
        return Bytes.wrap(result);
    }
}
