package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.spi.crypto.Signer;
import java.security.PrivateKey;

/** For nodes that are known by their TLS certificate on a kind of key for which we have no algorithm, such as RSA. */
final class NoSigner implements Signer {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public boolean supports(PrivateKey key) {
        return true;
    }

    @Override
    public Bytes sign(PrivateKey key, Bytes content) {
        throw new GossipException(
                "this identity only shows its certificate and signs nothing, because there is no algorithm for a key of "
                        + key.getAlgorithm() + "; use one on P-256, P-384, secp256k1, SM2 or Ed25519");
    }
}
