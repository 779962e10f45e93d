package dev.gossip.crypto.x509;

import dev.gossip.crypto.ec.BouncyCastle;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What authorities revoked. An entry counts from the moment the list is here, whatever the dates in it, as in Fabric; and
 * only against a certificate whose issuer's key signed the list. Immutable.
 */
public final class RevocationLists {

    public static final RevocationLists NONE = new RevocationLists(List.of());

    private final Map<BigInteger, List<X509CRL>> bySerial = new HashMap<>();

    public RevocationLists(Collection<X509CRL> lists) {
        for (X509CRL list : lists) {
            Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
            if (entries != null) {
                entries.forEach(entry -> bySerial.computeIfAbsent(entry.getSerialNumber(), serial -> new ArrayList<>(1))
                        .add(list));
            }
        }
    }

    /**
     * Whether one of these revokes the certificate.
     *
     * @param authorities among whom its issuer is looked for
     */
    public boolean revoke(X509Certificate certificate, Collection<X509Certificate> authorities) {
        return bySerial.getOrDefault(certificate.getSerialNumber(), List.of()).stream()
                .anyMatch(list -> authorities.stream()
                        .filter(authority ->
                                authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                        .anyMatch(issuer -> isSigned(list, issuer)));
    }

    public static X509CRL parse(byte[] der) throws GeneralSecurityException {
        return (X509CRL) CertificateFactory.getInstance("X.509", BouncyCastle.PROVIDER)
                .generateCRL(new ByteArrayInputStream(der));
    }

    public static boolean isSigned(X509CRL list, X509Certificate issuer) {
        try {
            list.verify(issuer.getPublicKey(), BouncyCastle.PROVIDER);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
