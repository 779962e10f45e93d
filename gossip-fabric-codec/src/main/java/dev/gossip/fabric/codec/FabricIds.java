package dev.gossip.fabric.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/**
 * The three digests of Fabric's gossip protocol, all SHA-256 whatever hash family an organisation uses. Thread-safe.
 *
 * <pre>
 *   PKI-ID       = SHA-256(MSP id || identity bytes)     no separator, over the decoded fields
 *   channel MAC  = SHA-256(PKI-ID || channel name)       not keyed: hides the name from those who do not know it
 *   TLS hash     = SHA-256(DER of the TLS leaf)
 * </pre>
 */
public final class FabricIds {

    private FabricIds() {}

    /** The PKI-ID of an identity; it changes whenever the certificate does. */
    public static NodeId pkiId(SerializedIdentity identity) {
        return new NodeId(sha256(Bytes.utf8(identity.mspId()), identity.idBytes()));
    }

    /** The value that stands for {@code channel} in what {@code author} says about it. */
    public static Bytes channelMac(NodeId author, String channel) {
        return sha256(author.value(), Bytes.utf8(channel));
    }

    /**
     * The value that binds a greeting to its TLS connection.
     *
     * @throws IllegalArgumentException if the certificate cannot be encoded
     */
    public static Bytes tlsCertHash(X509Certificate leaf) {
        try {
            return sha256(Bytes.wrap(leaf.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("TLS certificate without a DER form", e);
        }
    }

    static Bytes sha256(Bytes... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Bytes part : parts) {
                digest.update(part.asReadOnlyBuffer());
            }
            return Bytes.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
