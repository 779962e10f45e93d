package dev.gossip.crypto.ec;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/** From keys of the JCA to the parameters that the arithmetic works on. */
public final class EcKeys {

    private EcKeys() {}

    /** The curve of {@code key}; null if it is not on one of ours. */
    public static @Nullable CurveDomain curve(PublicKey key) {
        return key instanceof ECPublicKey ec ? CurveDomain.of(ec.getParams()) : null;
    }

    /** The curve of {@code key}; null if it is not on one of ours, or stays inside a device. */
    public static @Nullable CurveDomain curve(PrivateKey key) {
        return key instanceof ECPrivateKey ec ? CurveDomain.of(ec.getParams()) : null;
    }

    /** The curve of {@code key} if ECDSA over SHA-256 verifies with it; else null. */
    public static @Nullable CurveDomain fabricCurve(PublicKey key) {
        CurveDomain curve = curve(key);
        return curve != null && curve.isFabric() ? curve : null;
    }

    /** The curve of {@code key} if ECDSA over SHA-256 signs with it; else null. */
    public static @Nullable CurveDomain fabricCurve(PrivateKey key) {
        CurveDomain curve = curve(key);
        return curve != null && curve.isFabric() ? curve : null;
    }

    /** Whether {@code key} is on this curve. */
    public static boolean isOn(CurveDomain curve, PublicKey key) {
        return curve(key) == curve;
    }

    /** Whether {@code key} is on this curve. */
    public static boolean isOn(CurveDomain curve, PrivateKey key) {
        return curve(key) == curve;
    }

    /**
     * @throws IllegalArgumentException if the point is not on the curve
     */
    public static ECPublicKeyParameters parameters(ECPublicKey key, CurveDomain curve) {
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        ECPoint point = curve.parameters().getCurve().createPoint(x, y);
        return new ECPublicKeyParameters(point, curve.parameters());
    }

    /**
     * @throws IllegalArgumentException if the number is out of range
     */
    public static ECPrivateKeyParameters parameters(ECPrivateKey key, CurveDomain curve) {
        return new ECPrivateKeyParameters(key.getS(), curve.parameters());
    }

    public static ECPublicKeyParameters publicOf(ECPrivateKeyParameters key) {
        ECPoint point = new FixedPointCombMultiplier()
                .multiply(key.getParameters().getG(), key.getD())
                .normalize();
        return new ECPublicKeyParameters(point, key.getParameters());
    }

    /** Whether the two belong together, as far as their kinds can be compared; kinds that are unknown here pass. */
    public static boolean match(PrivateKey secret, PublicKey open) {
        CurveDomain curve = curve(secret);
        if (curve != null) {
            return open instanceof ECPublicKey ec
                    && curve == curve(open)
                    && publicOf(parameters((ECPrivateKey) secret, curve))
                            .getQ()
                            .equals(parameters(ec, curve).getQ());
        }
        if (secret instanceof RSAKey mine) {
            return open instanceof RSAKey theirs && mine.getModulus().equals(theirs.getModulus());
        }
        Ed25519PrivateKeyParameters edwards = Ed25519Keys.secret(secret);
        if (edwards != null) {
            Ed25519PublicKeyParameters other = Ed25519Keys.open(open);
            return other != null && Arrays.equals(edwards.generatePublicKey().getEncoded(), other.getEncoded());
        }
        return secret.getAlgorithm().equals(open.getAlgorithm());
    }
}
