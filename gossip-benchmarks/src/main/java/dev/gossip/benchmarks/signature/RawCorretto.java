package dev.gossip.benchmarks.signature;

import dev.gossip.api.Bytes;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Amazon's provider by the JCA, its only interface. */
final class RawCorretto implements RawLibrary {

    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private final Signature verifier;
    private final Signature signer;

    RawCorretto(Signed signed) throws Exception {
        Provider provider =
                (Provider) Class.forName(PROVIDER).getField("INSTANCE").get(null);
        KeyFactory keys = KeyFactory.getInstance("EC", provider);
        PublicKey key = keys.generatePublic(new X509EncodedKeySpec(signed.key().getEncoded()));
        PrivateKey secret = keys.generatePrivate(
                new PKCS8EncodedKeySpec(signed.identity().key().getEncoded()));
        verifier = Signature.getInstance("SHA256withECDSA", provider);
        verifier.initVerify(key);
        signer = Signature.getInstance("SHA256withECDSA", provider);
        signer.initSign(secret);
    }

    @Override
    public boolean verify(Bytes content, Bytes signature) throws Exception {
        verifier.update(content.asReadOnlyBuffer());
        return verifier.verify(signature.toByteArray());
    }

    @Override
    public byte[] sign(Bytes content) throws Exception {
        signer.update(content.asReadOnlyBuffer());
        return signer.sign();
    }
}
