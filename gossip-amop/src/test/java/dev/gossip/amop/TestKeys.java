package dev.gossip.amop;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Optional;

/** Signatures by what the JDK has. */
final class TestKeys implements Signer, Verifier {

    static final TestKeys INSTANCE = new TestKeys();

    static LocalIdentity identity() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Identity identity = new Identity("", Bytes.empty(), pair.getPublic(), Optional.empty(), Instant.MAX);
            return new LocalIdentity(identity, pair.getPrivate(), INSTANCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public boolean supports(PrivateKey key) {
        return true;
    }

    @Override
    public boolean supports(PublicKey key) {
        return true;
    }

    @Override
    public Bytes sign(PrivateKey key, Bytes content) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(content.asReadOnlyBuffer());
            return Bytes.wrap(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new GossipException("cannot sign", e);
        }
    }

    @Override
    public Verification verify(PublicKey key, Bytes content, Bytes signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(key);
            signature.update(content.asReadOnlyBuffer());
            return signature.verify(signed.toByteArray()) ? Verification.VALID : Verification.invalid("wrong");
        } catch (GeneralSecurityException e) {
            return Verification.invalid(String.valueOf(e.getMessage()));
        }
    }
}
