package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import java.security.PublicKey;

/** Verifies what {@link Secp256k1Signer} signs, by recovering who signed it. Thread-safe. */
public final class Secp256k1Verifier implements Verifier {

    public Secp256k1Verifier() {}

    @Override
    public String name() {
        return "secp256k1";
    }

    @Override
    public boolean supports(PublicKey key) {
        return EcKeys.isOn(CurveDomain.SECP256K1, key);
    }

    @Override
    public Verification verify(PublicKey key, Bytes content, Bytes signature) {
        try {
            Bytes expected = Secp256k1.point(key);
            return Secp256k1.recover(Keccak256.of(content), signature)
                    .map(signer -> Secp256k1.point(signer).equals(expected)
                            ? Verification.VALID
                            : Verification.invalid("the signature does not match content and key"))
                    .orElseGet(() -> Verification.invalid("the signature of " + signature.length()
                            + " bytes is not r, s and v in 65 bytes with low s"));
        } catch (IllegalArgumentException | GossipException e) {
            return Verification.invalid("the public key is unusable: " + e.getMessage());
        }
    }
}
