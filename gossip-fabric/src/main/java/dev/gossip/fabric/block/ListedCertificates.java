package dev.gossip.fabric.block;

import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.spi.crypto.Identity;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Admits the holders of given certificates and nobody else. */
record ListedCertificates(String organisation, List<X509Certificate> certificates)
        implements OrdererSigners.IdentitySource {

    ListedCertificates {
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("give at least one certificate whose holder may sign blocks");
        }
    }

    @Override
    public Optional<Identity> find(SerializedIdentity claimed) {
        if (!claimed.mspId().equals(organisation)) {
            return Optional.empty();
        }
        try {
            X509Certificate presented = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(claimed.idBytes().newInput());
            return certificates.stream()
                    .filter(presented::equals)
                    .findFirst()
                    .map(found -> new Identity(
                            organisation,
                            claimed.idBytes(),
                            found.getPublicKey(),
                            Optional.of(found),
                            found.getNotAfter().toInstant()));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }
}
