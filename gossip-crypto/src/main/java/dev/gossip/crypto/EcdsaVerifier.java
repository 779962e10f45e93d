package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.BoundedCache;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.crypto.ec.EcdsaEngine;
import dev.gossip.crypto.ec.EcdsaSignature;
import dev.gossip.crypto.ec.Sha256;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.util.function.Supplier;

/**
 * Verifies ECDSA over SHA-256 on P-256 and P-384 by Fabric's rules: DER with minimal lengths, R and S in 1 to order - 1,
 * S at most half the order. Bytes after the DER structure are ignored, as Fabric ignores them. Thread-safe; remembers
 * the prepared form of the 4096 keys used last.
 */
public final class EcdsaVerifier implements Verifier {

    private static final int CACHED_KEYS = 4096;

    private final Supplier<EcdsaEngine> engine;
    private final BoundedCache<Point, Prepared> keys = new BoundedCache<>(CACHED_KEYS);

    public EcdsaVerifier() {
        this(SignatureEngines::ecdsa);
    }

    EcdsaVerifier(Supplier<EcdsaEngine> engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return "ecdsa";
    }

    @Override
    public boolean supports(PublicKey key) {
        return EcKeys.fabricCurve(key) != null;
    }

    @Override
    public Verification verify(PublicKey key, Bytes content, Bytes signature) {
        try {
            return verify(prepared(key), content, signature);
        } catch (IllegalArgumentException | GossipException e) {
            return Verification.invalid("the public key is unusable: " + e.getMessage());
        }
    }

    private static Verification verify(Prepared key, Bytes content, Bytes signature) {
        CurveDomain curve = key.curve();
        EcdsaSignature numbers = EcdsaSignature.decodeLeading(signature, curve);
        if (numbers == null) {
            return Verification.invalid("the signature of " + signature.length()
                    + " bytes is not the DER form of two numbers below the order of " + curve);
        }
        if (!numbers.isLowS(curve)) {
            return Verification.invalid("the signature is not canonical: S is above half the order of " + curve);
        }
        return key.key().verify(Sha256.of(content), numbers)
                ? Verification.VALID
                : Verification.invalid("the signature does not match content and key");
    }

    private Prepared prepared(PublicKey key) {
        if (!(key instanceof ECPublicKey ec)) {
            throw new GossipException("ecdsa verifies keys on P-256 or P-384, not one of " + key.getAlgorithm());
        }
        Point point = Point.of(ec);
        Prepared known = keys.get(point);
        if (known != null && (known.spec() == ec.getParams() || known.curve() == EcKeys.fabricCurve(ec))) {
            return known;
        }
        CurveDomain curve = EcKeys.fabricCurve(ec);
        if (curve == null) {
            throw new GossipException("ecdsa verifies keys on P-256 or P-384, this one is on another curve");
        }
        Prepared fresh = new Prepared(ec.getParams(), curve, engine.get().prepare(EcKeys.parameters(ec, curve)));
        keys.put(point, fresh);
        return fresh;
    }

    /** Equality of keys themselves costs a tenth of a verification in some libraries. */
    private record Point(BigInteger x, BigInteger y, BigInteger order) {

        static Point of(ECPublicKey key) {
            return new Point(
                    key.getW().getAffineX(),
                    key.getW().getAffineY(),
                    key.getParams().getOrder());
        }
    }

    private record Prepared(ECParameterSpec spec, CurveDomain curve, EcdsaEngine.VerifyingKey key) {}
}
