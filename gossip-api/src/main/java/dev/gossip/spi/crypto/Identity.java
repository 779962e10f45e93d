package dev.gossip.spi.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * A parsed, admitted identity of some node.
 *
 * @param organisation who vouches for it; empty if the system has no organisations
 * @param encoded the exact bytes in which it travels (for a certificate: its PEM text)
 * @param publicKey verifies this identity's signatures
 * @param certificate the certificate, if the identity is one
 * @param notAfter from when on it is no longer valid; {@link Instant#MAX} for a bare key
 */
public record Identity(
        String organisation,
        Bytes encoded,
        PublicKey publicKey,
        Optional<X509Certificate> certificate,
        Instant notAfter) {

    /**
     * SHA-256 of the public key as certificates hold it. Names a node where its protocol leaves the choice of an id to the
     * node, so that whoever sees its TLS certificate knows it too.
     *
     * @throws GossipException if the key has no such encoding
     */
    public Bytes fingerprint() {
        return fingerprintOf(publicKey);
    }

    /**
     * The fingerprint of any key.
     *
     * @throws GossipException if the key has no X.509 encoding
     */
    public static Bytes fingerprintOf(PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            throw new GossipException("a public key of " + key.getAlgorithm() + " without X.509 encoding");
        }
        try {
            return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
