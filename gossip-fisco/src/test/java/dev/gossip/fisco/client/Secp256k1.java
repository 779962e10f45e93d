package dev.gossip.fisco.client;

import java.math.BigInteger;
import java.util.HexFormat;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/** Keys as SDKs write them. */
final class Secp256k1 {

    private Secp256k1() {}

    /** 130 hexadecimal digits, beginning with 04. */
    static String publicKey(String secret) {
        byte[] point = CustomNamedCurves.getByName("secp256k1")
                .getG()
                .multiply(new BigInteger(secret, 16))
                .getEncoded(false);
        return HexFormat.of().formatHex(point);
    }
}
