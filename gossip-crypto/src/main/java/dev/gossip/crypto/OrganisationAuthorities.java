package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.crypto.Certification.Certified;
import dev.gossip.crypto.Certification.Refused;
import dev.gossip.crypto.ec.BouncyCastle;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.crypto.ec.Ed25519Keys;
import dev.gossip.crypto.x509.Certificates;
import dev.gossip.crypto.x509.IdentityPem;
import dev.gossip.crypto.x509.RefusedException;
import dev.gossip.crypto.x509.RevocationLists;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The certificate authorities of one organisation. As in Fabric's membership service provider, paths are built as of the
 * moment at which the lowest certificate was issued (dates of today are a separate question), and only authorities
 * without further authorities below them issue identities. Immutable and thread-safe.
 */
public final class OrganisationAuthorities {

    private static final Duration AFTER_ISSUE = Duration.ofSeconds(1);
    private static final int KEY_CERT_SIGN = 5;

    private final String organisation;
    private final Set<TrustAnchor> anchors;
    private final List<X509Certificate> intermediates;
    private final RevocationLists revocations;
    private final Set<X509Certificate> inner = new HashSet<>();

    /**
     * The authorities of an organisation.
     *
     * @param intermediates authorities below the roots; a root with an intermediate issues no identities itself
     * @param revocationLists lists that none of these authorities signed revoke nothing
     * @throws GossipException if there is no root, a certificate is not one of an authority, or an intermediate is revoked
     *     or below no root
     */
    public OrganisationAuthorities(
            String organisation,
            List<X509Certificate> roots,
            List<X509Certificate> intermediates,
            List<X509CRL> revocationLists) {
        if (roots.isEmpty()) {
            throw new GossipException(organisation + ": at least one root certificate is needed");
        }
        roots.forEach(this::requireAuthority);
        intermediates.forEach(this::requireAuthority);
        this.organisation = organisation;
        this.anchors = roots.stream()
                .distinct()
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        this.intermediates = List.copyOf(intermediates);
        this.revocations = new RevocationLists(revocationLists);
        for (X509Certificate intermediate : intermediates) {
            try {
                List<X509Certificate> path = path(intermediate);
                requireNotRevoked(path);
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

    /** Whose authorities these are. */
    public String organisation() {
        return organisation;
    }

    /** Whether one of these authorities signed a revocation list; else it revokes nothing. */
    public boolean signed(X509CRL list) {
        return certificates().stream().anyMatch(authority -> RevocationLists.isSigned(list, authority));
    }

    /** The authorities' own certificates, roots first. */
    public List<X509Certificate> certificates() {
        return Stream.concat(anchors.stream().map(TrustAnchor::getTrustedCert), intermediates.stream())
                .toList();
    }

    /**
     * Examines an identity: one well-formed PEM block, no authority, a path to a root, not revoked. Whether it is valid
     * today is left to the caller. Builds a path, so it is called beside the lanes and its outcome kept.
     *
     * @param encoded the certificate in PEM, as it travels
     */
    public Certification certify(Bytes encoded) {
        try {
            X509Certificate leaf = IdentityPem.parse(encoded, OrganisationTrust.DEFAULT_MAX_IDENTITY_BYTES);
            List<X509Certificate> path = pathOfIdentity(leaf);
            // A copy, because the encoding may be a slice of a whole frame.
            Bytes own = Bytes.wrap(encoded.toByteArray());
            return new Certified(LocalIdentities.identity(organisation, own, leaf), path);
        } catch (RefusedException e) {
            return new Refused(e.reason(), e.detail());
        } catch (RuntimeException e) {
            // Parsers of certificates fail in ways that they do not declare.
            return new Refused(
                    DropReason.MALFORMED,
                    "the certificate cannot be examined: " + Certificates.printable(e.toString()));
        }
    }

    /**
     * The path from an identity's certificate to a root, both included.
     *
     * @throws RefusedException if it is no identity, there is no path, the issuer may not issue identities, or it was revoked
     */
    List<X509Certificate> pathOfIdentity(X509Certificate leaf) throws RefusedException {
        requireIdentity(leaf);
        List<X509Certificate> path = path(leaf);
        if (inner.contains(path.get(1))) {
            throw refused("the certificate of " + Certificates.subject(leaf) + " is issued by "
                    + Certificates.subject(path.get(1)) + ", which issues only authorities in " + organisation);
        }
        requireNotRevoked(path);
        return path;
    }

    private void requireNotRevoked(List<X509Certificate> path) throws RefusedException {
        if (revocations.revoke(path.get(0), path.subList(1, path.size()))) {
            throw refused(Certificates.revocation(path.get(0)));
        }
    }

    private static void requireIdentity(X509Certificate leaf) throws RefusedException {
        if (Certificates.isAuthority(leaf)) {
            throw refused("the certificate of " + Certificates.subject(leaf)
                    + " is one of a certificate authority, which cannot be the identity of a node");
        }
        if (leaf.getPublicKey() == null) {
            throw refused("the certificate of " + Certificates.subject(leaf) + " has a public key of an unknown kind");
        }
        CurveDomain curve = EcKeys.curve(leaf.getPublicKey());
        if (curve != null && !curve.isFabric() || Ed25519Keys.open(leaf.getPublicKey()) != null) {
            throw refused("the certificate of " + Certificates.subject(leaf) + " has a public key that Fabric's"
                    + " membership service providers do not accept; it must be on P-256 or P-384");
        }
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
