package dev.gossip.spi.crypto;

import dev.gossip.api.Bytes;
import java.security.PrivateKey;

/** An identity that we can sign as. Thread-safe. */
public record LocalIdentity(Identity identity, PrivateKey key, Signer signer) {

    /** Signs {@code content}, hashing inside. Costs CPU time; call it beside the lanes. */
    public Bytes sign(Bytes content) {
        return signer.sign(key, content);
    }

    /** Names the signer, never the key. */
    @Override
    public String toString() {
        return "LocalIdentity[" + identity.organisation() + ", " + signer.name() + "]";
    }
}
