/** Identities, signatures, trust and TLS contexts on Bouncy Castle; no Bouncy Castle type is part of the API. */
module dev.gossip.crypto {
    requires transitive dev.gossip.api;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.gossip.crypto;

    provides dev.gossip.spi.crypto.Signer with
            dev.gossip.crypto.EcdsaSigner,
            dev.gossip.crypto.Ed25519Signer,
            dev.gossip.crypto.Secp256k1Signer,
            dev.gossip.crypto.Sm2Signer;
    provides dev.gossip.spi.crypto.Verifier with
            dev.gossip.crypto.EcdsaVerifier,
            dev.gossip.crypto.Ed25519Verifier,
            dev.gossip.crypto.Secp256k1Verifier,
            dev.gossip.crypto.Sm2Verifier;
}
