package dev.gossip.crypto.ec;

import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/** The arithmetic of ECDSA on digests. Thread-safe, as are the prepared keys. */
public interface EcdsaEngine {

    /** For reports: the library that does the work. */
    String name();

    /** Does once per key what need not be done per signature. */
    SigningKey prepare(ECPrivateKeyParameters key);

    /** Does once per key what need not be done per signature. */
    VerifyingKey prepare(ECPublicKeyParameters key);

    /** A private key in the engine's own form. */
    interface SigningKey {

        /** S may be low or high. */
        EcdsaSignature sign(byte[] digest);
    }

    /** A public key in the engine's own form. */
    interface VerifyingKey {

        boolean verify(byte[] digest, EcdsaSignature signature);
    }
}
