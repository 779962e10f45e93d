package dev.gossip.crypto;

import dev.gossip.crypto.ec.CurveDomain;

/** The elliptic curves on which new keys can be made. */
public enum Curve {
    /** NIST P-256, also called secp256r1 and prime256v1: 128-bit strength. */
    P_256,
    /** NIST P-384, also called secp384r1: 192-bit strength, about five times the work. */
    P_384,
    /** The curve of FISCO BCOS 2.x and of Bitcoin: 128-bit strength. */
    SECP256K1,
    /** The curve of China's standard GM/T 0003, whose signatures and certificates are with SM3; not for TLS. */
    SM2;

    CurveDomain domain() {
        return switch (this) {
            case P_256 -> CurveDomain.P_256;
            case P_384 -> CurveDomain.P_384;
            case SECP256K1 -> CurveDomain.SECP256K1;
            case SM2 -> CurveDomain.SM2;
        };
    }
}
