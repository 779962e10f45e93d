package dev.gossip.crypto.ec;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/** A curve with the arithmetic that is specialised for it, and the bound of canonical signatures. */
public final class CurveDomain {

    public static final CurveDomain P_256 = new CurveDomain("P-256", SECObjectIdentifiers.secp256r1);
    public static final CurveDomain P_384 = new CurveDomain("P-384", SECObjectIdentifiers.secp384r1);
    public static final CurveDomain SECP256K1 = new CurveDomain("secp256k1", SECObjectIdentifiers.secp256k1);
    public static final CurveDomain SM2 = new CurveDomain("SM2", GMObjectIdentifiers.sm2p256v1);
    private static final List<CurveDomain> ALL = List.of(P_256, P_384, SECP256K1, SM2);

    private final String name;
    private final ECNamedDomainParameters parameters;
    private final BigInteger halfOrder;

    private CurveDomain(String name, ASN1ObjectIdentifier oid) {
        this.name = name;
        this.parameters = new ECNamedDomainParameters(oid, CustomNamedCurves.getByOID(oid));
        this.halfOrder = parameters.getN().shiftRight(1);
    }

    /** The curve that {@code spec} describes, whether by name or by its numbers; null if it is none of ours. */
    public static @Nullable CurveDomain of(@Nullable ECParameterSpec spec) {
        if (spec == null) {
            return null;
        }
        for (CurveDomain domain : ALL) {
            if (domain.describes(spec)) {
                return domain;
            }
        }
        return null;
    }

    /** Whether Fabric's signatures, ECDSA over SHA-256, are made on this curve. */
    public boolean isFabric() {
        return this == P_256 || this == P_384;
    }

    private boolean describes(ECParameterSpec spec) {
        ECPoint generator = parameters.getG();
        return parameters.getN().equals(spec.getOrder())
                && spec.getCofactor() == 1
                && spec.getCurve().getField() instanceof ECFieldFp field
                && parameters.getCurve().getField().getCharacteristic().equals(field.getP())
                && parameters
                        .getCurve()
                        .getA()
                        .toBigInteger()
                        .equals(spec.getCurve().getA())
                && parameters
                        .getCurve()
                        .getB()
                        .toBigInteger()
                        .equals(spec.getCurve().getB())
                && generator
                        .getAffineXCoord()
                        .toBigInteger()
                        .equals(spec.getGenerator().getAffineX())
                && generator
                        .getAffineYCoord()
                        .toBigInteger()
                        .equals(spec.getGenerator().getAffineY());
    }

    public ECNamedDomainParameters parameters() {
        return parameters;
    }

    public BigInteger order() {
        return parameters.getN();
    }

    /** The largest S of a canonical signature. */
    public BigInteger halfOrder() {
        return halfOrder;
    }

    @Override
    public String toString() {
        return name;
    }
}
