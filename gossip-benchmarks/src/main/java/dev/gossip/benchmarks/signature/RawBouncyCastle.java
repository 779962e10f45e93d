package dev.gossip.benchmarks.signature;

import dev.gossip.api.Bytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Bouncy Castle's lightweight API; the JDK's SHA-256, which is faster than its own. */
final class RawBouncyCastle implements RawLibrary {

    private final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    private final ECDSASigner verifier = new ECDSASigner();
    private final ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    private final BigInteger order;

    RawBouncyCastle(Signed signed) throws Exception {
        ECPublicKeyParameters key =
                (ECPublicKeyParameters) PublicKeyFactory.createKey(signed.key().getEncoded());
        order = key.getParameters().getN();
        verifier.init(false, key);
        ECPrivateKey secret = (ECPrivateKey) signed.identity().key();
        signer.init(true, (ECPrivateKeyParameters) PrivateKeyFactory.createKey(secret.getEncoded()));
    }

    @Override
    public boolean verify(Bytes content, Bytes signature) throws Exception {
        BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(order, signature.toByteArray());
        return verifier.verifySignature(digest(content), numbers[0], numbers[1]);
    }

    @Override
    public byte[] sign(Bytes content) throws Exception {
        BigInteger[] numbers = signer.generateSignature(digest(content));
        return StandardDSAEncoding.INSTANCE.encode(order, numbers[0], numbers[1]);
    }

    private byte[] digest(Bytes content) {
        sha256.update(content.asReadOnlyBuffer());
        return sha256.digest();
    }
}
