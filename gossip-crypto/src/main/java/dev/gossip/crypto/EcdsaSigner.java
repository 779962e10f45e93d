package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.crypto.ec.EcdsaEngine;
import dev.gossip.crypto.ec.EcdsaSignature;
import dev.gossip.crypto.ec.Sha256;
import dev.gossip.spi.crypto.Signer;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs with ECDSA over SHA-256 on P-256 and P-384, in DER with the lower of the two possible S: the form that Fabric's
 * membership service providers of hash family SHA2 make and demand, whichever the curve. Thread-safe; fastest when
 * one instance serves one key, as in a {@link dev.gossip.spi.crypto.LocalIdentity}.
 */
public final class EcdsaSigner implements Signer {

    private final Supplier<EcdsaEngine> engine;
    private volatile @Nullable Prepared last;

    public EcdsaSigner() {
        this(SignatureEngines::ecdsa);
    }

    EcdsaSigner(Supplier<EcdsaEngine> engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return "ecdsa";
    }

    @Override
    public boolean supports(PrivateKey key) {
        return EcKeys.fabricCurve(key) != null;
    }

    @Override
    public Bytes sign(PrivateKey key, Bytes content) {
        Prepared prepared = last;
        if (prepared == null || prepared.source() != key) {
            prepared = prepare(key);
            last = prepared;
        }
        CurveDomain curve = prepared.curve();
        EcdsaSignature signature = prepared.key().sign(Sha256.of(content)).withLowS(curve);
        return Bytes.wrap(signature.encode(curve.order()));
    }

    private Prepared prepare(PrivateKey key) {
        CurveDomain curve = EcKeys.fabricCurve(key);
        if (curve == null) {
            throw new GossipException("ecdsa signs with keys on P-256 or P-384 whose number is readable; this "
                    + key.getAlgorithm() + " key is not one");
        }
        try {
            return new Prepared(key, curve, engine.get().prepare(EcKeys.parameters((ECPrivateKey) key, curve)));
        } catch (IllegalArgumentException e) {
            throw new GossipException("the private key does not fit its curve " + curve + ": " + e.getMessage(), e);
        }
    }

    private record Prepared(PrivateKey source, CurveDomain curve, EcdsaEngine.SigningKey key) {}
}
