package dev.gossip.crypto.x509;

import dev.gossip.crypto.ec.BouncyCastle;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The way from a leaf to a trusted root, by Bouncy Castle's PKIX rules and on every curve that it knows. */
public final class ChainValidation {

    private ChainValidation() {}

    /**
     * Demands a chain that is valid at a moment.
     *
     * @throws CertificateException naming the certificate and the cause
     */
    public static void require(List<X509Certificate> chain, Collection<X509Certificate> roots, Instant now)
            throws CertificateException {
        if (chain.isEmpty()) {
            throw new CertificateException("the peer presented no certificate");
        }
        X509Certificate leaf = chain.get(0);
        if (Certificates.isExpired(leaf, now)) {
            throw new CertificateException(Certificates.expiry(leaf));
        }
        if (Certificates.isEarly(leaf, now)) {
            throw new CertificateException(Certificates.start(leaf, now));
        }
        try {
            CertPath path = CertificateFactory.getInstance("X.509", BouncyCastle.PROVIDER)
                    .generateCertPath(below(chain, roots));
            Set<TrustAnchor> anchors =
                    roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX", BouncyCastle.PROVIDER).validate(path, parameters);
        } catch (GeneralSecurityException e) {
            throw new CertificateException(
                    "the certificate of " + Certificates.subject(leaf) + ", issued by " + Certificates.issuer(leaf)
                            + ", is refused: " + e.getMessage(),
                    e);
        }
    }

    private static List<X509Certificate> below(List<X509Certificate> chain, Collection<X509Certificate> roots)
            throws CertificateException {
        List<X509Certificate> below = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            X509Certificate parsed = Certificates.parse(certificate.getEncoded());
            if (!roots.contains(parsed)) {
                below.add(parsed);
            }
        }
        if (below.isEmpty()) {
            throw new CertificateException("the peer presented the certificate of a trusted authority as its own");
        }
        return below;
    }
}
