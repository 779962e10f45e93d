package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.crypto.x509.Certificates;
import dev.gossip.spi.crypto.LocalIdentity;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A node's certificate and private key, fresh from a {@link DevelopmentCa}.
 *
 * @param organisation who issued it
 * @param chain the certificate and the intermediate authorities above it, leaf first; without the root
 */
public record IssuedNode(String organisation, PrivateKey key, List<X509Certificate> chain) {

    public IssuedNode {
        chain = List.copyOf(chain);
    }

    /** The node's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The node's own certificate as one PEM block. */
    public Bytes certificatePem() {
        return Pem.encode(certificate());
    }

    /** The certificate and the intermediate authorities, as a TLS server is configured. */
    public Bytes chainPem() {
        return Pem.encode(chain);
    }

    /** The private key in PKCS#8, not encrypted. */
    public Bytes keyPem() {
        return Pem.encode(key);
    }

    /** The identity to sign as. */
    public LocalIdentity localIdentity() {
        return LocalIdentities.of(organisation, key, certificate());
    }

    /** Material for a {@link JdkTlsContext} that trusts {@code roots}. */
    public TlsMaterial tls(X509Certificate... roots) {
        return new TlsMaterial(key, chain, List.of(roots));
    }

    /** Names the subject, never the key. */
    @Override
    public String toString() {
        return "IssuedNode[" + organisation + ", " + Certificates.subject(certificate()) + "]";
    }
}
