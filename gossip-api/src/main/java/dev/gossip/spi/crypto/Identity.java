package dev.gossip.spi.crypto;

import dev.gossip.api.Bytes;
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
        Instant notAfter) {}
