package dev.gossip.crypto;

import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.crypto.Verifier;
import dev.gossip.tck.SignatureContract;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Nested;

/** The contract of the SPI, on both curves. */
class EcdsaContractTest {

    @Nested
    class P256 extends Ecdsa {

        P256() {
            super("secp256r1");
        }
    }

    @Nested
    class P384 extends Ecdsa {

        P384() {
            super("secp384r1");
        }
    }

    private abstract static class Ecdsa extends SignatureContract {

        private final String curve;

        Ecdsa(String curve) {
            this.curve = curve;
        }

        @Override
        protected Signer signer() {
            return new EcdsaSigner();
        }

        @Override
        protected Verifier verifier() {
            return new EcdsaVerifier();
        }

        @Override
        protected KeyPair newKeyPair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec(curve));
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
