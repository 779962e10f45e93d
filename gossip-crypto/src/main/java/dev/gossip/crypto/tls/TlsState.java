package dev.gossip.crypto.tls;

import dev.gossip.api.GossipException;
import dev.gossip.crypto.x509.RevocationLists;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One generation of TLS material in the JDK's own types, which are the only ones its TLS code takes without question. */
public final class TlsState {

    private final int generation;
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final Set<TrustAnchor> anchors;
    private final RevocationLists revocations;

    public TlsState(
            int generation,
            PrivateKey key,
            List<X509Certificate> chain,
            List<X509Certificate> roots,
            RevocationLists revocations) {
        this.generation = generation;
        this.key = convert(key);
        this.chain = convert(chain);
        this.anchors = convert(roots).stream()
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toUnmodifiableSet());
        this.revocations = revocations;
    }

    public int generation() {
        return generation;
    }

    public PrivateKey key() {
        return key;
    }

    public List<X509Certificate> chain() {
        return chain;
    }

    public Set<TrustAnchor> anchors() {
        return anchors;
    }

    public RevocationLists revocations() {
        return revocations;
    }

    private static PrivateKey convert(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            return key;
        }
        try {
            String algorithm = key.getAlgorithm().equals("ECDSA") ? "EC" : key.getAlgorithm();
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new GossipException("the JDK's TLS cannot use this private key: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> convert(List<X509Certificate> certificates) {
        List<X509Certificate> converted = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (X509Certificate certificate : certificates) {
                converted.add((X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
            }
        } catch (CertificateException e) {
            throw new GossipException("the JDK's TLS cannot use a certificate: " + e.getMessage(), e);
        }
        return List.copyOf(converted);
    }
}
