package dev.gossip.crypto;

import dev.gossip.api.GossipException;
import dev.gossip.crypto.x509.ChainValidation;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Whether certificates lead from a leaf to a trusted root, with signatures on any curve that Bouncy Castle knows: those of the
 * NIST, secp256k1, SM2 with SM3, RSA.
 */
public final class CertificateChain {

    private CertificateChain() {}

    /**
     * Demands a chain that is valid at a moment.
     *
     * @param chain the leaf and the authorities above it; it may hold the root, as FISCO BCOS's certificate files do
     * @throws GossipException naming the certificate and the cause
     */
    public static void require(List<X509Certificate> chain, Collection<X509Certificate> roots, Instant now) {
        try {
            ChainValidation.require(chain, roots, now);
        } catch (CertificateException e) {
            throw new GossipException(String.valueOf(e.getMessage()), e);
        }
    }
}
