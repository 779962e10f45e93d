package dev.gossip.crypto;

import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The certificate authorities of one organisation. As in Fabric's membership service provider, paths are built as of the
 * moment at which the lowest certificate was issued (dates of today are a separate question), and only authorities
 * without further authorities below them issue identities. Immutable.
 */
final class OrganisationAuthorities {

    private static final Duration AFTER_ISSUE = Duration.ofSeconds(1);
    private static final int KEY_CERT_SIGN = 5;

    private final String organisation;
    private final Set<TrustAnchor> anchors;
    private final List<X509Certificate> intermediates;
    private final Set<X509Certificate> inner = new HashSet<>();

    OrganisationAuthorities(String organisation, List<X509Certificate> roots, List<X509Certificate> intermediates) {
        if (roots.isEmpty()) {
            throw new GossipException(organisation + ": at least one root certificate is needed");
        }
        roots.forEach(this::requireAuthority);
        intermediates.forEach(this::requireAuthority);
        this.organisation = organisation;
        this.anchors = roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toUnmodifiableSet());
        this.intermediates = List.copyOf(intermediates);
        for (X509Certificate intermediate : intermediates) {
            try {
                List<X509Certificate> path = path(intermediate);
                inner.addAll(path.subList(1, path.size()));
            } catch (RefusedException e) {
                throw new GossipException(organisation + ": intermediate authority: " + e.detail(), e);
            }
        }
    }

    private void requireAuthority(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        if (!Certificates.isAuthority(certificate) || (usage != null && !usage[KEY_CERT_SIGN])) {
            throw new GossipException(Certificates.subject(certificate) + " is not the certificate of an authority: it"
                    + " must have basic constraint CA and key usage keyCertSign");
        }
    }

    /**
     * The path from an identity's certificate to a root, both included.
     *
     * @throws RefusedException if there is none, or the issuer may not issue identities
     */
    List<X509Certificate> pathOfIdentity(X509Certificate leaf) throws RefusedException {
        List<X509Certificate> path = path(leaf);
        if (inner.contains(path.get(1))) {
            throw refused("the certificate of " + Certificates.subject(leaf) + " is issued by "
                    + Certificates.subject(path.get(1)) + ", which issues only authorities in " + organisation);
        }
        return path;
    }

    private List<X509Certificate> path(X509Certificate lowest) throws RefusedException {
        try {
            PKIXCertPathBuilderResult result = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX", BouncyCastle.PROVIDER).build(parameters(lowest));
            List<X509Certificate> path = new ArrayList<>();
            for (Certificate certificate : result.getCertPath().getCertificates()) {
                path.add((X509Certificate) certificate);
            }
            path.add(result.getTrustAnchor().getTrustedCert());
            return path;
        } catch (CertPathBuilderException e) {
            throw refused("no certificate authority of " + organisation + " vouches for the certificate of "
                    + Certificates.subject(lowest) + ", issued by " + Certificates.issuer(lowest) + ": "
                    + cause(e));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw refused("the certificate of " + Certificates.subject(lowest) + " cannot be judged: "
                    + Certificates.printable(String.valueOf(e.getMessage())));
        }
    }

    private PKIXBuilderParameters parameters(X509Certificate lowest) throws GeneralSecurityException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(lowest);
        List<X509Certificate> known = new ArrayList<>(intermediates);
        known.add(lowest);
        Instant issued = Certificates.notBefore(lowest).plus(AFTER_ISSUE);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(known), BouncyCastle.PROVIDER));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(issued));
        return parameters;
    }

    private static String cause(CertPathBuilderException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return Certificates.printable(String.valueOf(cause.getMessage()));
    }

    private static RefusedException refused(String detail) {
        return new RefusedException(DropReason.UNTRUSTED_IDENTITY, detail);
    }
}
