package dev.gossip.crypto;

import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** How the two numbers of a signature by SM2 are written. */
public enum Sm2Form {
    /** {@code SEQUENCE { r INTEGER, s INTEGER }}, as in certificates and in GM/T 0009. */
    DER("sm2", StandardDSAEncoding.INSTANCE),
    /** 32 bytes of r and 32 bytes of s, as in FISCO BCOS's transactions. */
    RAW("sm2-raw", PlainDSAEncoding.INSTANCE);

    private final String algorithm;
    private final DSAEncoding encoding;

    Sm2Form(String algorithm, DSAEncoding encoding) {
        this.algorithm = algorithm;
        this.encoding = encoding;
    }

    String algorithm() {
        return algorithm;
    }

    DSAEncoding encoding() {
        return encoding;
    }
}
