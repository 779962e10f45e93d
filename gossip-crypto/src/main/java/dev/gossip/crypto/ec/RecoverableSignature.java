package dev.gossip.crypto.ec;

import dev.gossip.api.Bytes;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * A signature on secp256k1 with the two bits that tell which of the possible keys made it.
 *
 * @param numbers with low s
 * @param v 0 to 3
 */
public record RecoverableSignature(EcdsaSignature numbers, int v) {

    static final int BYTES = 65;

    private static final int NUMBER_BYTES = 32;
    private static final int V_VALUES = 4;
    private static final CurveDomain CURVE = CurveDomain.SECP256K1;

    public static RecoverableSignature sign(ECPrivateKeyParameters key, byte[] digest) {
        EcdsaSignature numbers =
                new BouncyCastleEcdsa().prepare(key).sign(digest).withLowS(CURVE);
        ECPoint own = EcKeys.publicOf(key).getQ();
        for (int v = 0; v < V_VALUES; v++) {
            RecoverableSignature candidate = new RecoverableSignature(numbers, v);
            if (candidate.signer(digest).filter(own::equals).isPresent()) {
                return candidate;
            }
        }
        throw new IllegalStateException("a signature that its own key did not make");
    }

    /** Empty unless these are 65 bytes with r and s in range, s low and v from 0 to 3. */
    public static Optional<RecoverableSignature> decode(Bytes encoded) {
        if (encoded.length() != BYTES) {
            return Optional.empty();
        }
        byte[] bytes = encoded.toByteArray();
        BigInteger r = BigIntegers.fromUnsignedByteArray(bytes, 0, NUMBER_BYTES);
        BigInteger s = BigIntegers.fromUnsignedByteArray(bytes, NUMBER_BYTES, NUMBER_BYTES);
        int v = bytes[BYTES - 1] & 0xff;
        EcdsaSignature numbers = new EcdsaSignature(r, s);
        boolean inRange = r.signum() > 0 && r.compareTo(CURVE.order()) < 0 && s.signum() > 0;
        return inRange && numbers.isLowS(CURVE) && v < V_VALUES
                ? Optional.of(new RecoverableSignature(numbers, v))
                : Optional.empty();
    }

    public Bytes encode() {
        byte[] bytes = new byte[BYTES];
        BigIntegers.asUnsignedByteArray(numbers.r(), bytes, 0, NUMBER_BYTES);
        BigIntegers.asUnsignedByteArray(numbers.s(), bytes, NUMBER_BYTES, NUMBER_BYTES);
        bytes[BYTES - 1] = (byte) v;
        return Bytes.wrap(bytes);
    }

    /** The key that made this (SEC 1, section 4.1.6): Q = (sR - eG) / r. */
    public Optional<ECPoint> signer(byte[] digest) {
        BigInteger order = CURVE.order();
        BigInteger x = v < 2 ? numbers.r() : numbers.r().add(order);
        ECCurve curve = CURVE.parameters().getCurve();
        if (x.compareTo(curve.getField().getCharacteristic()) >= 0) {
            return Optional.empty();
        }
        ECPoint nonce;
        try {
            byte[] compressed = new byte[1 + NUMBER_BYTES];
            compressed[0] = (byte) (2 + (v & 1));
            BigIntegers.asUnsignedByteArray(x, compressed, 1, NUMBER_BYTES);
            nonce = curve.decodePoint(compressed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        BigInteger inverse = BigIntegers.modOddInverse(order, numbers.r());
        BigInteger e = BigIntegers.fromUnsignedByteArray(digest);
        BigInteger ofGenerator = e.negate().multiply(inverse).mod(order);
        BigInteger ofNonce = numbers.s().multiply(inverse).mod(order);
        ECPoint key = ECAlgorithms.sumOfTwoMultiplies(CURVE.parameters().getG(), ofGenerator, nonce, ofNonce)
                .normalize();
        return key.isInfinity() ? Optional.empty() : Optional.of(key);
    }
}
