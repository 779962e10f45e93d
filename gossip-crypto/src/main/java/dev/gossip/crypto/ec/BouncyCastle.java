package dev.gossip.crypto.ec;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.Provider;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/** The provider as an object of our own: installing it would change the choices of every other library. */
public final class BouncyCastle {

    public static final Provider PROVIDER = new BouncyCastleProvider();

    private BouncyCastle() {}

    /** The key in its JCA form; null if the algorithm is unknown. */
    public static @Nullable PrivateKey privateKey(PrivateKeyInfo info) throws IOException {
        return BouncyCastleProvider.getPrivateKey(info);
    }
}
