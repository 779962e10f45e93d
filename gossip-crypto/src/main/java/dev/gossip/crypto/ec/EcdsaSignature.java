package dev.gossip.crypto.ec;

import dev.gossip.api.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.jspecify.annotations.Nullable;

/** The two numbers of an ECDSA signature and their DER form, {@code SEQUENCE { r INTEGER, s INTEGER }}. */
public record EcdsaSignature(BigInteger r, BigInteger s) {

    private static final int HEADER = 2;

    /**
     * Reads the signature at the start of {@code encoded}; what follows it is ignored, as Fabric's verifier does.
     *
     * @return null if the start is not the DER form of two numbers in 1 to order - 1
     */
    public static @Nullable EcdsaSignature decodeLeading(Bytes encoded, CurveDomain curve) {
        if (encoded.length() < HEADER) {
            return null;
        }
        // On these curves DER demands the one-byte form of the length; a first bit that is set means another form.
        int length = encoded.get(1);
        if (length < 0 || HEADER + length > encoded.length()) {
            return null;
        }
        return decode(encoded.slice(0, HEADER + length).toByteArray(), curve.order());
    }

    /**
     * Reads a signature that fills {@code der}.
     *
     * @return null if it is anything but the DER form of two numbers in 1 to {@code order} - 1
     */
    public static @Nullable EcdsaSignature decode(byte[] der, BigInteger order) {
        try {
            BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(order, der);
            boolean positive = numbers[0].signum() > 0 && numbers[1].signum() > 0;
            return positive ? new EcdsaSignature(numbers[0], numbers[1]) : null;
        } catch (IOException | RuntimeException malformed) {
            return null;
        }
    }

    /** Whether {@code der} is the DER form of two positive numbers, on whatever curve. */
    public static boolean isCanonical(byte[] der) {
        return decode(der, BigInteger.ONE.shiftLeft(Byte.SIZE * der.length)) != null;
    }

    public byte[] encode(BigInteger order) {
        try {
            return StandardDSAEncoding.INSTANCE.encode(order, r, s);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the two values of S that are valid for one R, whether this is the smaller. */
    public boolean isLowS(CurveDomain curve) {
        return s.compareTo(curve.halfOrder()) <= 0;
    }

    public EcdsaSignature withLowS(CurveDomain curve) {
        return isLowS(curve) ? this : new EcdsaSignature(r, curve.order().subtract(s));
    }
}
