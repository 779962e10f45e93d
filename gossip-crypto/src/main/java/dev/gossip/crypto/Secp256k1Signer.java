package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.spi.crypto.Signer;
import java.security.PrivateKey;

/**
 * Signs with ECDSA over Keccak-256 on secp256k1, as subscribers of FISCO BCOS's private topics do: the 65 bytes of
 * {@link Secp256k1}. Nonces are derived from key and digest (RFC 6979). Thread-safe.
 */
public final class Secp256k1Signer implements Signer {

    public Secp256k1Signer() {}

    @Override
    public String name() {
        return "secp256k1";
    }

    @Override
    public boolean supports(PrivateKey key) {
        return EcKeys.isOn(CurveDomain.SECP256K1, key);
    }

    @Override
    public Bytes sign(PrivateKey key, Bytes content) {
        return Secp256k1.sign(key, Keccak256.of(content));
    }
}
