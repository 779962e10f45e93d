package dev.gossip.spi.transport;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What TLS established on a connection.
 *
 * @param protocol for example {@code TLSv1.3}; empty without TLS
 * @param peerChain certificates that the other side proved, leaf first; empty if it presented none
 * @param ownLeaf the certificate that we presented on this connection
 */
public record SecurityFacts(
        String protocol, String cipherSuite, List<X509Certificate> peerChain, Optional<X509Certificate> ownLeaf) {

    /** No TLS. */
    public static final SecurityFacts PLAIN = new SecurityFacts("", "", List.of(), Optional.empty());

    public SecurityFacts {
        peerChain = List.copyOf(peerChain);
    }

    /** Whether TLS protects the connection. */
    public boolean isEncrypted() {
        return !protocol.isEmpty();
    }

    /** The certificate that the other side proved. */
    public Optional<X509Certificate> peerLeaf() {
        return peerChain.stream().findFirst();
    }
}
