package dev.gossip.crypto.ec;

import java.io.IOException;
import java.security.Key;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.jspecify.annotations.Nullable;

/** Keys of whichever provider, by their standard encodings. */
public final class Ed25519Keys {

    private Ed25519Keys() {}

    /** Null for every other kind of key. */
    public static @Nullable Ed25519PrivateKeyParameters secret(Key key) {
        return decode(key, PrivateKeyFactory::createKey) instanceof Ed25519PrivateKeyParameters ours ? ours : null;
    }

    /** Null for every other kind of key. */
    public static @Nullable Ed25519PublicKeyParameters open(Key key) {
        return decode(key, PublicKeyFactory::createKey) instanceof Ed25519PublicKeyParameters ours ? ours : null;
    }

    private static @Nullable AsymmetricKeyParameter decode(Key key, Decoder decoder) {
        // Java calls all Edwards curves EdDSA; Bouncy Castle names the one.
        if (!key.getAlgorithm().equals("EdDSA") && !key.getAlgorithm().equals("Ed25519")) {
            return null;
        }
        byte[] encoded = key.getEncoded();
        try {
            return encoded == null ? null : decoder.decode(encoded);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    @FunctionalInterface
    private interface Decoder {
        AsymmetricKeyParameter decode(byte[] encoded) throws IOException;
    }
}
