package dev.gossip.fisco.codec.identity;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Locale;

/**
 * A public key as FISCO BCOS derives node ids from it.
 *
 * <pre>
 *   2.x node id   point of an EC key without its leading 04: 64 bytes, shown as 128 hexadecimal digits
 *   3.x P2P id    content of the certificate's subjectPublicKey; it travels as lower-case hexadecimal text
 *   list entries  RSA: modulus, EC: point without 04, upper-case hexadecimal
 * </pre>
 *
 * @param keyBits content of the bit string subjectPublicKey
 */
public record CertificateKey(Bytes keyBits) {

    private static final int POINT_BYTES = 65;
    private static final int UNCOMPRESSED = 4;
    private static final int TAG_VERSION = 0xa0;
    /** Fields of a certificate between its version and its key: serial, algorithm, issuer, dates, subject. */
    private static final int FIELDS_BEFORE_KEY = 5;

    /**
     * The key of a certificate, also if the JDK does not know its curve.
     *
     * @throws GossipException if the certificate's encoding holds none
     */
    public static CertificateKey of(X509Certificate certificate) {
        try {
            Der body = new Der(Bytes.wrap(certificate.getTBSCertificate())).enter(Der.SEQUENCE);
            if (body.nextTag() == TAG_VERSION) {
                body.take(TAG_VERSION);
            }
            for (int i = 0; i < FIELDS_BEFORE_KEY; i++) {
                body.take(body.nextTag());
            }
            return ofInfo(body);
        } catch (CertificateEncodingException e) {
            throw new GossipException("a certificate that cannot be encoded: " + e.getMessage(), e);
        }
    }

    /**
     * A bare key.
     *
     * @throws GossipException if the key has no X.509 encoding
     */
    public static CertificateKey of(PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            throw new GossipException("a public key of " + key.getAlgorithm() + " without X.509 encoding");
        }
        return ofInfo(new Der(Bytes.wrap(encoded)));
    }

    private static CertificateKey ofInfo(Der holder) {
        Der info = holder.enter(Der.SEQUENCE);
        info.take(Der.SEQUENCE);
        Bytes bits = info.take(Der.BIT_STRING);
        if (bits.length() < 2 || bits.get(0) != 0) {
            throw new GossipException("a public key whose bit string is not a whole number of bytes");
        }
        return new CertificateKey(bits.slice(1));
    }

    /** Whether this is an uncompressed point on a curve of 256 bits (secp256k1, P-256, SM2). */
    public boolean isPoint() {
        return keyBits.length() == POINT_BYTES && keyBits.get(0) == UNCOMPRESSED;
    }

    /**
     * The node id in a 2.x network.
     *
     * @throws GossipException if the key is not on a curve of 256 bits
     */
    public NodeId generation2() {
        if (!isPoint()) {
            throw new GossipException("a node of generation 2 needs a key on a curve of 256 bits (secp256k1 or SM2); "
                    + "this certificate's key has " + keyBits.length() + " bytes");
        }
        return new NodeId(keyBits.slice(1));
    }

    /** The P2P id in a 3.x network; {@link NodeId#hex()} is the text that FISCO BCOS shows and sends. */
    public NodeId generation3() {
        return new NodeId(keyBits);
    }

    /**
     * The form in which allow and deny lists name this key.
     *
     * @throws GossipException if the key is neither such a point nor an RSA key
     */
    public String listId() {
        Bytes id = isPoint() ? keyBits.slice(1) : modulus();
        return id.hex().toUpperCase(Locale.ROOT);
    }

    private Bytes modulus() {
        Bytes modulus = new Der(keyBits).enter(Der.SEQUENCE).take(Der.INTEGER);
        return !modulus.isEmpty() && modulus.get(0) == 0 ? modulus.slice(1) : modulus;
    }
}
