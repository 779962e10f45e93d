package dev.gossip.crypto.authority;

import dev.gossip.api.Bytes;
import dev.gossip.spi.crypto.Signer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.PrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/** Signs certificates by our own signer, because Bouncy Castle's leaves S as it comes. */
final class LowSContentSigner implements ContentSigner {

    private static final AlgorithmIdentifier ECDSA_WITH_SHA256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final Signer signer;
    private final PrivateKey key;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    LowSContentSigner(Signer signer, PrivateKey key) {
        this.signer = signer;
        this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return ECDSA_WITH_SHA256;
    }

    @Override
    public OutputStream getOutputStream() {
        return content;
    }

    @Override
    public byte[] getSignature() {
        return signer.sign(key, Bytes.wrap(content.toByteArray())).toByteArray();
    }
}
