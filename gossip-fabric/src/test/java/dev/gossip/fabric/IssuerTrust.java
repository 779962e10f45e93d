package dev.gossip.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.Trust;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Admits what one certificate authority issued to one organisation, at any time. */
public record IssuerTrust(String trusted, X509Certificate issuer) implements Trust {

    @Override
    public Admission admit(String organisation, Bytes encoded) {
        try {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(encoded.newInput());
            if (!organisation.equals(trusted)) {
                return new Refused(DropReason.UNTRUSTED_IDENTITY, "another organisation");
            }
            certificate.verify(issuer.getPublicKey());
            return new Admitted(new Identity(
                    organisation,
                    encoded,
                    certificate.getPublicKey(),
                    Optional.of(certificate),
                    certificate.getNotAfter().toInstant()));
        } catch (GeneralSecurityException e) {
            return new Refused(DropReason.UNTRUSTED_IDENTITY, e.toString());
        }
    }
}
