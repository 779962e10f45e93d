package dev.gossip.crypto;

import dev.gossip.crypto.x509.Certificates;
import java.security.cert.X509Certificate;
import java.time.Duration;

/**
 * A certificate that ends soon, or has ended.
 *
 * @param role what the node uses it for
 * @param left until the end; negative if it is over
 */
public record ExpiryWarning(X509Certificate certificate, Role role, Duration left) {

    /** What a certificate is to the node. */
    public enum Role {
        /** The node's own, which peers see. */
        OWN("the node's own certificate"),
        /** One of the authorities between the node's own and a root. */
        INTERMEDIATE("the intermediate authority's certificate"),
        /** A root that peers are judged by. */
        TRUSTED_ROOT("the trusted root certificate");

        private final String text;

        Role(String text) {
            this.text = text;
        }
    }

    /** For a log: which certificate, when, and how long that is from now. */
    public String text() {
        String which = role.text + " of " + Certificates.subject(certificate) + ", serial "
                + certificate.getSerialNumber().toString(16);
        return isExpired()
                ? which + ", expired on " + Certificates.notAfter(certificate)
                : which + ", expires on " + Certificates.notAfter(certificate) + ", in " + remaining();
    }

    /** Whether the end is past. */
    public boolean isExpired() {
        return left.isNegative();
    }

    private String remaining() {
        return left.toDays() > 0 ? left.toDays() + " days" : left.toHours() + " hours";
    }
}
