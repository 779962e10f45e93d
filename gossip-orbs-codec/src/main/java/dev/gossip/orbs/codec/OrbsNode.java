package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.orbs.codec.wire.Header;
import dev.gossip.spi.crypto.Identity;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * One node of a network known in advance.
 *
 * @param id 1 to 64 bytes; 20 in networks of Orbs' own nodes
 * @param address where it listens
 * @param tlsPin SHA-256 of the node's public key as in its certificate; needed with mutual TLS, see {@link #pinOf}
 */
public record OrbsNode(NodeId id, PeerAddress address, Optional<Bytes> tlsPin) {

    /** @throws IllegalArgumentException if the id is longer than 64 bytes */
    public OrbsNode {
        if (id.value().length() > Header.MAX_ADDRESS_BYTES) {
            throw new IllegalArgumentException("the id of an Orbs node has at most " + Header.MAX_ADDRESS_BYTES
                    + " bytes, this one " + id.value().length());
        }
    }

    /** A node without a pinned key. */
    public static OrbsNode of(NodeId id, PeerAddress address) {
        return new OrbsNode(id, address, Optional.empty());
    }

    /** The same node with a pinned key. */
    public OrbsNode pinned(Bytes pin) {
        return new OrbsNode(id, address, Optional.of(pin));
    }

    /** The pin of a certificate's key, whoever issued the certificate. */
    public static Bytes pinOf(X509Certificate certificate) {
        return Identity.fingerprintOf(certificate.getPublicKey());
    }
}
