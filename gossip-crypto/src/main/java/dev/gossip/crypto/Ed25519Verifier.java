package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.crypto.ec.Ed25519Keys;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import java.security.PublicKey;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.jspecify.annotations.Nullable;

/** Verifies Ed25519 (RFC 8032, the pure form): 64 bytes, S below the order, nothing after it. Thread-safe. */
public final class Ed25519Verifier implements Verifier {

    public Ed25519Verifier() {}

    @Override
    public String name() {
        return "ed25519";
    }

    @Override
    public boolean supports(PublicKey key) {
        return Ed25519Keys.open(key) != null;
    }

    @Override
    public Verification verify(PublicKey key, Bytes content, Bytes signature) {
        @Nullable Ed25519PublicKeyParameters open = Ed25519Keys.open(key);
        if (open == null) {
            return Verification.invalid("ed25519 verifies Ed25519 keys, not this one of " + key.getAlgorithm());
        }
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, open);
        byte[] bytes = content.toByteArray();
        verifier.update(bytes, 0, bytes.length);
        return verifier.verifySignature(signature.toByteArray())
                ? Verification.VALID
                : Verification.invalid("the signature does not match content and key, or does not have 64 bytes");
    }
}
