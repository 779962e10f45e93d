package dev.gossip.fabric.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.Trust;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Admits certificates that the CA of the claimed organisation issued. */
final class TestTrust implements Trust {

    static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    private final Map<String, X509Certificate> authorities = new HashMap<>();
    final Set<String> withdrawn = new HashSet<>();
    int asked;

    static TestTrust ofVectors() {
        TestTrust trust = new TestTrust();
        for (String organisation : List.of("Org1MSP", "Org2MSP", "OrdererMSP")) {
            trust.add(
                    organisation,
                    Bytes.utf8(
                            Vectors.ALL.path("ca_certs_pem").path(organisation).asText()));
        }
        return trust;
    }

    static TestTrust ofCapture() {
        TestTrust trust = new TestTrust();
        trust.add("Org1MSP", Vectors.resource("capture-ca.org1.pem"));
        trust.add("Org2MSP", Vectors.resource("capture-ca.org2.pem"));
        return trust;
    }

    private void add(String organisation, Bytes pem) {
        authorities.put(organisation, certificate(pem));
    }

    @Override
    public Admission admit(String organisation, Bytes encoded) {
        asked++;
        X509Certificate authority = authorities.get(organisation);
        if (authority == null || withdrawn.contains(organisation)) {
            return new Refused(DropReason.UNTRUSTED_IDENTITY, "no CA for '" + organisation + "'");
        }
        try {
            if (!encoded.utf8().endsWith("-----END CERTIFICATE-----\n")) {
                return new Refused(DropReason.UNTRUSTED_IDENTITY, "trailing bytes");
            }
            Identity identity = identity(organisation, encoded);
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(NOW));
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertPath(
                                            List.of(identity.certificate().orElseThrow())),
                            parameters);
            return new Admitted(identity);
        } catch (GeneralSecurityException | RuntimeException e) {
            return new Refused(DropReason.UNTRUSTED_IDENTITY, e.toString());
        }
    }

    static Identity identity(String organisation, Bytes pem) {
        X509Certificate certificate = certificate(pem);
        return new Identity(
                organisation,
                pem,
                certificate.getPublicKey(),
                Optional.of(certificate),
                certificate.getNotAfter().toInstant());
    }

    static X509Certificate certificate(Bytes pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem.newInput());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
