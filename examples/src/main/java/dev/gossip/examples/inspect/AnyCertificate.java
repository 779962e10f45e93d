package dev.gossip.examples.inspect;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.crypto.Pem;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.Trust;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Admits whatever is one certificate: an inspector says whether a signature fits the certificate, not whether a network
 * would trust it.
 */
final class AnyCertificate implements Trust {

    @Override
    public Admission admit(String organisation, Bytes encoded) {
        try {
            List<X509Certificate> found = Pem.certificates(encoded, "the identity");
            if (found.size() != 1) {
                return new Refused(DropReason.MALFORMED, "an identity holds one certificate, not " + found.size());
            }
            X509Certificate certificate = found.get(0);
            return new Admitted(new Identity(
                    organisation, encoded, certificate.getPublicKey(), Optional.of(certificate), Instant.MAX));
        } catch (GossipException e) {
            return new Refused(DropReason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }
}
