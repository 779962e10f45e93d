package dev.gossip.fabric.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;

/** ECDSA over SHA-256 with low S, on the JDK alone. For tests. */
final class Ecdsa implements Signer, Verifier {

    @Override
    public String name() {
        return "test-ecdsa";
    }

    @Override
    public boolean supports(PrivateKey key) {
        return key instanceof ECKey;
    }

    @Override
    public boolean supports(PublicKey key) {
        return key instanceof ECKey;
    }

    @Override
    public Bytes sign(PrivateKey key, Bytes content) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(content.asReadOnlyBuffer());
            byte[] der = signature.sign();
            BigInteger s = s(der);
            BigInteger order = ((ECKey) key).getParams().getOrder();
            return Bytes.wrap(isLow(s, order) ? der : der(r(der), order.subtract(s)));
        } catch (GeneralSecurityException e) {
            throw new GossipException("test signing", e);
        }
    }

    @Override
    public Verification verify(PublicKey key, Bytes content, Bytes signature) {
        try {
            byte[] der = signature.toByteArray();
            if (!isLow(s(der), ((ECKey) key).getParams().getOrder())) {
                return Verification.invalid("high S");
            }
            Signature check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(key);
            check.update(content.asReadOnlyBuffer());
            return check.verify(der) ? Verification.VALID : Verification.invalid("wrong signature");
        } catch (GeneralSecurityException | RuntimeException e) {
            return Verification.invalid("not a signature: " + e);
        }
    }

    /** The same signature with S in the upper half, which Fabric refuses. */
    static Bytes withHighS(Bytes signature, PublicKey key) {
        byte[] der = signature.toByteArray();
        return Bytes.wrap(der(r(der), ((ECKey) key).getParams().getOrder().subtract(s(der))));
    }

    private static boolean isLow(BigInteger s, BigInteger order) {
        return s.compareTo(order.shiftRight(1)) <= 0;
    }

    private static BigInteger r(byte[] der) {
        return new BigInteger(java.util.Arrays.copyOfRange(der, 4, 4 + der[3]));
    }

    private static BigInteger s(byte[] der) {
        int at = 4 + der[3] + 1;
        return new BigInteger(java.util.Arrays.copyOfRange(der, at + 1, at + 1 + der[at]));
    }

    private static byte[] der(BigInteger r, BigInteger s) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] first = r.toByteArray();
        byte[] second = s.toByteArray();
        out.write(0x30);
        out.write(4 + first.length + second.length);
        out.write(2);
        out.write(first.length);
        out.writeBytes(first);
        out.write(2);
        out.write(second.length);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
