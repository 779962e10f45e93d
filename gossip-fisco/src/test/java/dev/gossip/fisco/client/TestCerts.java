package dev.gossip.fisco.client;

import dev.gossip.api.Bytes;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.BcTlsContext;
import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.Pem;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.spi.crypto.TlsContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Certificates of one network, and the files that SDKs read. */
record TestCerts(X509Certificate root, PrivateKey nodeKey, X509Certificate node, Path sdkFolder) {

    static final TimeSource CLOCK = new TimeSource() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }
    };

    static TestCerts on(Curve curve, Path folder) {
        DevelopmentCa ca = DevelopmentCa.create("agency", "ca.agency", curve, Duration.ofDays(2), CLOCK);
        IssuedNode node = ca.issue(NodeSpec.peer("localhost").on(curve));
        IssuedNode sdk = ca.issue(NodeSpec.peer("sdk").on(curve));
        write(folder, "ca.crt", ca.certificatePem());
        write(folder, "sdk.crt", sdk.chainPem());
        write(folder, "sdk.key", sdk.keyPem());
        return new TestCerts(ca.certificate(), node.key(), node.certificate(), folder);
    }

    /** RSA with 2048 bits, as 3.x chains have it. */
    static TestCerts rsa(Path folder) {
        RsaCa ca = RsaCa.create("agency");
        RsaCa.Issued node = ca.issue("node");
        RsaCa.Issued sdk = ca.issue("sdk");
        write(folder, "ca.crt", Pem.encode(ca.certificate()));
        write(folder, "sdk.crt", Pem.encode(sdk.certificate()));
        write(folder, "sdk.key", Pem.encode(sdk.key()));
        return new TestCerts(ca.certificate(), node.key(), node.certificate(), folder);
    }

    /** What 2.x SDKs need: TLS 1.2 and no X25519. */
    TlsContext jdkTls() {
        return JdkTlsContext.builder(new TlsMaterial(nodeKey, List.of(node), List.of(root)), CLOCK)
                .protocols("TLSv1.2")
                .namedGroups("secp256r1")
                .verifyPeerName(false)
                .build();
    }

    /** For curves that the JDK's TLS does not know. */
    TlsContext bcTls() {
        return BcTlsContext.of(new TlsMaterial(nodeKey, List.of(node), List.of(root)), CLOCK);
    }

    static void write(Path folder, String name, Bytes content) {
        try {
            Files.write(Files.createDirectories(folder).resolve(name), content.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
