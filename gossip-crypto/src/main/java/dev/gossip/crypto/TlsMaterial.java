package dev.gossip.crypto;

import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.crypto.x509.Certificates;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a node shows and whom it believes in TLS: the files that an operator renews together.
 *
 * @param key the private key of the first certificate
 * @param chain the node's certificate and the intermediate authorities above it, leaf first; without the root
 * @param trustedRoots authorities whose certificates are accepted from peers
 * @param revocationLists certificates that are refused nevertheless; only lists signed by the certificate's issuer count
 */
public record TlsMaterial(
        PrivateKey key,
        List<X509Certificate> chain,
        List<X509Certificate> trustedRoots,
        List<X509CRL> revocationLists) {

    /**
     * @throws GossipException if something is missing, the key is not that of the first certificate, or a certificate is one of
     *     SM2, since national TLS (TLCP) is not supported
     */
    public TlsMaterial {
        chain = List.copyOf(chain);
        trustedRoots = List.copyOf(trustedRoots);
        revocationLists = List.copyOf(revocationLists);
        if (chain.isEmpty()) {
            throw new GossipException("TLS needs the certificate of this node");
        }
        if (trustedRoots.isEmpty()) {
            throw new GossipException("TLS needs at least one trusted root certificate, or no peer could be accepted");
        }
        Stream.concat(chain.stream(), trustedRoots.stream())
                .filter(Certificates::isSm2)
                .findFirst()
                .ifPresent(national -> {
                    throw new GossipException(Certificates.nationalTls(national));
                });
        if (!EcKeys.match(key, chain.get(0).getPublicKey())) {
            throw new GossipException("the TLS private key is not that of the certificate of "
                    + Certificates.subject(chain.get(0)) + "; were files of two nodes mixed?");
        }
    }

    /** Nothing is revoked. */
    public TlsMaterial(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> trustedRoots) {
        this(key, chain, trustedRoots, List.of());
    }

    /** The same node, believing {@code roots} but for what {@code lists} revoke. */
    public TlsMaterial trusting(List<X509Certificate> roots, List<X509CRL> lists) {
        return new TlsMaterial(key, chain, roots, lists);
    }

    /**
     * Reads PEM files.
     *
     * @param roots files with one or more root certificates each
     * @throws GossipException naming the file and what to do
     */
    public static TlsMaterial load(Path key, Path chain, List<Path> roots) {
        return new TlsMaterial(
                Pem.privateKey(key),
                Pem.certificates(chain),
                roots.stream().flatMap(file -> Pem.certificates(file).stream()).toList());
    }

    /** Names the subject, never the key. */
    @Override
    public String toString() {
        return "TlsMaterial[" + Certificates.subject(chain.get(0)) + ", " + trustedRoots.size() + " roots]";
    }
}
