package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of {@link Signer} and {@link Verifier} of one algorithm as rules S01 to S08. Extend it in a test class and
 * implement the factory methods.
 */
@ExtendWith(RuleReporter.class)
public abstract class SignatureContract {

    private static final Bytes CONTENT = Bytes.utf8("what is signed");

    protected SignatureContract() {}

    /** A signer to be judged. */
    protected abstract Signer signer();

    /** The verifier of the same algorithm. */
    protected abstract Verifier verifier();

    /** A fresh key pair that both support. */
    protected abstract KeyPair newKeyPair();

    /** A key pair that neither supports; Diffie-Hellman over X25519 by default, which cannot sign. */
    protected KeyPair foreignKeyPair() {
        try {
            return KeyPairGenerator.getInstance("X25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no X25519; override foreignKeyPair()", e);
        }
    }

    @Test
    @DisplayName("S01 Signer and verifier have kebab-case names and support the same keys")
    void s01SameKeys() {
        assertThat(List.of(signer().name(), verifier().name()))
                .allMatch(name -> name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
        KeyPair own = newKeyPair();
        KeyPair foreign = foreignKeyPair();
        assertThat(signer().supports(own.getPrivate()))
                .as("signer supports its own kind of key")
                .isTrue();
        assertThat(verifier().supports(own.getPublic()))
                .as("verifier supports its own kind of key")
                .isTrue();
        assertThat(signer().supports(foreign.getPrivate()))
                .as("signer supports a foreign key")
                .isFalse();
        assertThat(verifier().supports(foreign.getPublic()))
                .as("verifier supports a foreign key")
                .isFalse();
    }

    @Test
    @DisplayName("S02 What is signed verifies, whatever its length")
    void s02SignedVerifies() {
        KeyPair pair = newKeyPair();
        for (int size : new int[] {0, 1, 55, 56, 63, 64, 65, 1_000, 1 << 20}) {
            Bytes content = Payloads.random(size, size);
            Verification verdict =
                    verifier().verify(pair.getPublic(), content, signer().sign(pair.getPrivate(), content));
            assertThat(verdict).as("verdict about %d signed bytes", size).isEqualTo(Verification.VALID);
        }
    }

    @Test
    @DisplayName("S03 Every flipped bit of the content is noticed")
    void s03ContentIsCovered() {
        KeyPair pair = newKeyPair();
        Bytes signature = signer().sign(pair.getPrivate(), CONTENT);
        for (int bit = 0; bit < CONTENT.length() * 8; bit++) {
            expectInvalid(pair, Mutations.flip(CONTENT, bit), signature, "content with bit " + bit + " flipped");
        }
        expectInvalid(pair, CONTENT.slice(1), signature, "content without its first byte");
        expectInvalid(pair, Bytes.concat(CONTENT, Bytes.utf8(" ")), signature, "content with a byte more");
    }

    @Test
    @DisplayName("S04 Every flipped bit of the signature is noticed")
    void s04SignatureIsCanonical() {
        KeyPair pair = newKeyPair();
        Bytes signature = signer().sign(pair.getPrivate(), CONTENT);
        for (int bit = 0; bit < signature.length() * 8; bit++) {
            expectInvalid(pair, CONTENT, Mutations.flip(signature, bit), "signature with bit " + bit + " flipped");
        }
    }

    @Test
    @DisplayName("S05 A truncated, empty or random signature is invalid and throws nothing")
    void s05GarbageIsInvalid() {
        KeyPair pair = newKeyPair();
        Bytes signature = signer().sign(pair.getPrivate(), CONTENT);
        for (int length = 0; length < signature.length(); length++) {
            expectInvalid(pair, CONTENT, signature.slice(0, length), "signature cut to " + length + " bytes");
        }
        for (int seed = 0; seed < 200; seed++) {
            expectInvalid(pair, CONTENT, Payloads.random(seed, seed), "random signature of seed " + seed);
        }
    }

    @Test
    @DisplayName("S06 Another key's signature is invalid")
    void s06KeysAreDistinguished() {
        KeyPair pair = newKeyPair();
        expectInvalid(pair, CONTENT, signer().sign(newKeyPair().getPrivate(), CONTENT), "another key's signature");
    }

    @Test
    @DisplayName("S07 A foreign key is refused: the signer says why, the verifier throws nothing")
    void s07ForeignKeyIsRefused() {
        KeyPair foreign = foreignKeyPair();
        assertThatThrownBy(() -> signer().sign(foreign.getPrivate(), CONTENT))
                .isInstanceOf(GossipException.class)
                .message()
                .isNotBlank();
        Bytes signature = signer().sign(newKeyPair().getPrivate(), CONTENT);
        Verification verdict = verifier().verify(foreign.getPublic(), CONTENT, signature);
        assertThat(verdict.isValid())
                .as("verdict with a foreign key: %s", verdict)
                .isFalse();
        assertThat(verdict.detail()).as("reason").isNotBlank();
    }

    @Test
    @DisplayName("S08 One signer and one verifier serve several threads and keys at once")
    void s08ThreadSafe() {
        Signer signer = signer();
        Verifier verifier = verifier();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            KeyPair pair = newKeyPair();
            int first = thread * 1_000;
            threads.add(CompletableFuture.runAsync(() -> {
                for (int i = first; i < first + 40; i++) {
                    Bytes content = Bytes.ofLong(i);
                    Bytes signature = signer.sign(pair.getPrivate(), content);
                    assertThat(verifier.verify(pair.getPublic(), content, signature))
                            .isEqualTo(Verification.VALID);
                    assertThat(verifier.verify(pair.getPublic(), Bytes.ofLong(-i - 1), signature)
                                    .isValid())
                            .isFalse();
                }
            }));
        }
        threads.forEach(CompletableFuture::join);
    }

    private void expectInvalid(KeyPair pair, Bytes content, Bytes signature, String what) {
        Verification verdict = verifier().verify(pair.getPublic(), content, signature);
        assertThat(verdict.status()).as("verdict about a %s", what).isEqualTo(Verification.Status.INVALID);
        assertThat(verdict.detail()).as("reason for refusing a %s", what).isNotBlank();
    }
}
