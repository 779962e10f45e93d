package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each broken pair of signer and verifier fails the rules named for it and no other. */
class SignatureContractSelfTest {

    private static Flaw flaw = Flaw.NONE;

    @ParameterizedTest
    @EnumSource
    void exactlyTheRulesOfAFlawFail(Flaw broken) {
        flaw = broken;
        Verdicts verdicts = Verdicts.of(selectClass(Candidate.class));
        assertThat(verdicts.passed() + verdicts.failures().size()).as("rules").isEqualTo(8);
        assertThat(verdicts.failures().keySet()).as("%s", verdicts.failures()).isEqualTo(broken.rules);
    }

    enum Flaw {
        NONE,
        SUPPORTS_EVERYTHING("S01"),
        REFUSES_THE_EMPTY("S02"),
        FORGETS_THE_LAST_BYTE("S03"),
        IGNORES_THE_FIRST_BIT_OF_THE_SIGNATURE("S04"),
        THROWS_ON_GARBAGE("S05"),
        LETS_THE_LIBRARY_SPEAK("S07");

        private final Set<String> rules;

        Flaw(String... rules) {
            this.rules = Set.of(rules);
        }
    }

    static final class Candidate extends SignatureContract {

        @Override
        protected Signer signer() {
            return new Rsa();
        }

        @Override
        protected Verifier verifier() {
            return new Rsa();
        }

        @Override
        protected KeyPair newKeyPair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(512);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Keys far too short for anything but fast tests. */
    private static final class Rsa implements Signer, Verifier {

        @Override
        public String name() {
            return "rsa";
        }

        @Override
        public int priority() {
            return 5;
        }

        @Override
        public Availability availability() {
            return Availability.AVAILABLE;
        }

        @Override
        public boolean supports(PrivateKey key) {
            return key.getAlgorithm().equals("RSA") || flaw == Flaw.SUPPORTS_EVERYTHING;
        }

        @Override
        public boolean supports(PublicKey key) {
            return key.getAlgorithm().equals("RSA");
        }

        @Override
        public Bytes sign(PrivateKey key, Bytes content) {
            try {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(key);
                signature.update(covered(content));
                return Bytes.wrap(signature.sign());
            } catch (GeneralSecurityException e) {
                if (flaw == Flaw.LETS_THE_LIBRARY_SPEAK) {
                    throw new IllegalStateException(e);
                }
                throw new GossipException("rsa cannot sign with this key: " + e.getMessage(), e);
            }
        }

        @Override
        public Verification verify(PublicKey key, Bytes content, Bytes given) {
            byte[] bytes = given.toByteArray();
            if (flaw == Flaw.IGNORES_THE_FIRST_BIT_OF_THE_SIGNATURE && bytes.length == 64) {
                Bytes other = Mutations.flip(given, 0);
                Verification flipped = plain(key, content, other.toByteArray());
                return flipped.isValid() ? flipped : plain(key, content, bytes);
            }
            if (flaw == Flaw.REFUSES_THE_EMPTY && content.isEmpty()) {
                return Verification.invalid("nothing was signed");
            }
            return plain(key, content, bytes);
        }

        private static Verification plain(PublicKey key, Bytes content, byte[] given) {
            try {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initVerify(key);
                signature.update(covered(content));
                return signature.verify(given) ? Verification.VALID : Verification.invalid("no match");
            } catch (GeneralSecurityException e) {
                if (flaw == Flaw.THROWS_ON_GARBAGE && given.length != 64) {
                    throw new IllegalArgumentException(e);
                }
                return Verification.invalid("not a signature: " + e.getMessage());
            }
        }

        private static byte[] covered(Bytes content) {
            boolean shorten = flaw == Flaw.FORGETS_THE_LAST_BYTE && !content.isEmpty();
            return content.slice(0, content.length() - (shorten ? 1 : 0)).toByteArray();
        }
    }
}
