package dev.gossip.fabric.msp;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Short names for certificates. */
final class Digests {

    private Digests() {}

    static Bytes sha256(Bytes content) {
        MessageDigest digest = newDigest();
        digest.update(content.asReadOnlyBuffer());
        return Bytes.wrap(digest.digest());
    }

    /**
     * What tells certificates apart. It leaves the issuer's signature out, because everybody can turn one ECDSA signature
     * into a second valid one; for Fabric too, both make the same identity.
     */
    static Bytes of(X509Certificate certificate) {
        try {
            return sha256(Bytes.wrap(certificate.getTBSCertificate()));
        } catch (CertificateEncodingException e) {
            throw new GossipException("the certificate cannot be encoded: " + e.getMessage(), e);
        }
    }

    /** By this, organizational units in Fabric's policies name who certified them: all authorities from the issuer on. */
    static Bytes ofCertifiers(List<X509Certificate> authorities) {
        MessageDigest digest = newDigest();
        try {
            for (X509Certificate authority : authorities) {
                digest.update(authority.getEncoded());
            }
        } catch (CertificateEncodingException e) {
            throw new GossipException("the certificate cannot be encoded: " + e.getMessage(), e);
        }
        return Bytes.wrap(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
