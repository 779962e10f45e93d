package dev.gossip.fisco.codec.link;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.FiscoDropReasons;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.MalformedException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;

/**
 * The certificate that the other end proved by TLS, once it is fit to identify somebody. The endpoint's trust, if there is
 * one, decides about allow and deny lists; it gets the certificate as PEM text.
 */
public final class PeerCertificates {

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";

    private PeerCertificates() {}

    /**
     * The other end's certificate; empty without TLS where that is allowed.
     *
     * @param allowPlaintext whether a connection without TLS is acceptable
     * @param demandConstraints whether a certificate must say that it is not that of an authority
     * @throws MalformedException fatal, with the reason to refuse the link
     */
    public static Optional<X509Certificate> admitted(
            LinkControl control, EndpointContext context, boolean allowPlaintext, boolean demandConstraints)
            throws MalformedException {
        if (!control.security().isEncrypted()) {
            if (allowPlaintext) {
                return Optional.empty();
            }
            throw refusal(
                    FiscoDropReasons.PLAINTEXT,
                    "the connection has no TLS; for tests, set " + Settings.ALLOW_PLAINTEXT + "=true");
        }
        X509Certificate leaf = control.security()
                .peerLeaf()
                .orElseThrow(() -> refusal(DropReason.NO_PEER_CERTIFICATE, "the peer presented no TLS certificate"));
        if (leaf.getBasicConstraints() >= 0) {
            throw refusal(FiscoDropReasons.AUTHORITY_CERTIFICATE, "the peer's certificate is that of an authority");
        }
        if (demandConstraints && leaf.getExtensionValue(BASIC_CONSTRAINTS) == null) {
            throw refusal(
                    FiscoDropReasons.AUTHORITY_CERTIFICATE,
                    "the peer's certificate has no basicConstraints; issue it with CA:FALSE");
        }
        if (context.trust().isPresent()
                && context.trust().get().admit("", pem(leaf)) instanceof Trust.Refused refused) {
            throw refusal(refused.reason(), "the certificate is refused: " + refused.detail());
        }
        return Optional.of(leaf);
    }

    private static Bytes pem(X509Certificate certificate) throws MalformedException {
        try {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            String text = "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
            return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
        } catch (CertificateEncodingException e) {
            throw refusal(DropReason.UNTRUSTED_IDENTITY, "a certificate that cannot be encoded: " + e.getMessage());
        }
    }

    private static MalformedException refusal(DropReason reason, String detail) {
        return MalformedException.fatal(reason, detail);
    }
}
