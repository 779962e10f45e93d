package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.Ed25519Keys;
import dev.gossip.spi.crypto.Signer;
import java.security.PrivateKey;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/** Signs with Ed25519 (RFC 8032, the pure form): 64 bytes. Thread-safe. */
public final class Ed25519Signer implements Signer {

    public Ed25519Signer() {}

    @Override
    public String name() {
        return "ed25519";
    }

    @Override
    public boolean supports(PrivateKey key) {
        return Ed25519Keys.secret(key) != null;
    }

    @Override
    public Bytes sign(PrivateKey key, Bytes content) {
        @Nullable Ed25519PrivateKeyParameters secret = Ed25519Keys.secret(key);
        if (secret == null) {
            throw new GossipException("ed25519 signs with Ed25519 keys whose bytes are readable; this "
                    + key.getAlgorithm() + " key is not one");
        }
        var signer = new org.bouncycastle.crypto.signers.Ed25519Signer();
        signer.init(true, secret);
        byte[] bytes = content.toByteArray();
        signer.update(bytes, 0, bytes.length);
        return Bytes.wrap(signer.generateSignature());
    }
}
