package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.crypto.ec.BouncyCastle;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.crypto.Verifier;
import dev.gossip.tck.SignatureContract;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Nested;

/** The contract of the SPI for every algorithm beside Fabric's. */
class NewerSignaturesContractTest {

    private static KeyPair onCurve(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BouncyCastle.PROVIDER);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class Sm2 extends SignatureContract {

        @Override
        protected Signer signer() {
            return new Sm2Signer();
        }

        @Override
        protected Verifier verifier() {
            return new Sm2Verifier();
        }

        @Override
        protected KeyPair newKeyPair() {
            return onCurve("sm2p256v1");
        }

        @Override
        protected KeyPair foreignKeyPair() {
            return onCurve("secp256r1");
        }
    }

    @Nested
    class Sm2Raw extends SignatureContract {

        @Override
        protected Signer signer() {
            return new Sm2Signer(Sm2Form.RAW, Bytes.utf8("another id"));
        }

        @Override
        protected Verifier verifier() {
            return new Sm2Verifier(Sm2Form.RAW, Bytes.utf8("another id"));
        }

        @Override
        protected KeyPair newKeyPair() {
            return onCurve("sm2p256v1");
        }
    }

    @Nested
    class Secp256k1 extends SignatureContract {

        @Override
        protected Signer signer() {
            return new Secp256k1Signer();
        }

        @Override
        protected Verifier verifier() {
            return new Secp256k1Verifier();
        }

        @Override
        protected KeyPair newKeyPair() {
            return onCurve("secp256k1");
        }

        @Override
        protected KeyPair foreignKeyPair() {
            return onCurve("sm2p256v1");
        }
    }

    @Nested
    class Ed25519OfTheJdk extends Ed25519 {

        Ed25519OfTheJdk() throws GeneralSecurityException {
            super(KeyPairGenerator.getInstance("Ed25519").getProvider());
        }
    }

    @Nested
    class Ed25519OfBouncyCastle extends Ed25519 {

        Ed25519OfBouncyCastle() {
            super(BouncyCastle.PROVIDER);
        }
    }

    private abstract static class Ed25519 extends SignatureContract {

        private final Provider keys;

        Ed25519(Provider keys) {
            this.keys = keys;
        }

        @Override
        protected Signer signer() {
            return new Ed25519Signer();
        }

        @Override
        protected Verifier verifier() {
            return new Ed25519Verifier();
        }

        @Override
        protected KeyPair newKeyPair() {
            try {
                return KeyPairGenerator.getInstance("Ed25519", keys).generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected KeyPair foreignKeyPair() {
            try {
                return KeyPairGenerator.getInstance("Ed448", keys).generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
