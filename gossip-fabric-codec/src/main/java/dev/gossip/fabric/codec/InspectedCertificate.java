package dev.gossip.fabric.codec;

import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/** Certificates that nobody has vetted. */
final class InspectedCertificate {

    private InspectedCertificate() {}

    /** The certificate in an identity; empty if there is none to be read. */
    static Optional<X509Certificate> of(SerializedIdentity identity) {
        try {
            return Optional.of((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(identity.idBytes().newInput()));
        } catch (CertificateException | RuntimeException e) {
            // Not only the declared exception, which parsers of hostile certificates do not keep to.
            return Optional.empty();
        }
    }

    /** What people want to know of it. */
    static void describe(X509Certificate certificate, Map<String, Object> out) {
        out.put("subject", certificate.getSubjectX500Principal().getName());
        out.put("issuer", certificate.getIssuerX500Principal().getName());
        out.put("not_after", certificate.getNotAfter().toInstant().toString());
    }
}
