package dev.gossip.crypto.ec;

import java.math.BigInteger;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/**
 * Pure Java: Bouncy Castle below its JCA layer. A prepared public key keeps the multiples of its point, which makes
 * repeated verification about twice as fast. Nonces are derived from key and digest (RFC 6979).
 */
public final class BouncyCastleEcdsa implements EcdsaEngine {

    @Override
    public String name() {
        return "bouncy-castle";
    }

    @Override
    public SigningKey prepare(ECPrivateKeyParameters key) {
        return digest -> {
            ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, key);
            BigInteger[] numbers = signer.generateSignature(digest);
            return new EcdsaSignature(numbers[0], numbers[1]);
        };
    }

    @Override
    public VerifyingKey prepare(ECPublicKeyParameters key) {
        return (digest, signature) -> {
            ECDSASigner verifier = new ECDSASigner();
            verifier.init(false, key);
            return verifier.verifySignature(digest, signature.r(), signature.s());
        };
    }
}
