package dev.gossip.fisco.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.Pem;
import dev.gossip.crypto.ReloadableTlsContext;
import dev.gossip.crypto.Sm2Verifier;
import dev.gossip.crypto.TlsFiles;
import dev.gossip.crypto.TlsReload;
import dev.gossip.testkit.VirtualTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiscoCertificatesTest {

    /** Within the dates of the certificates on SM2. */
    private static final TimeSource LATER = new TimeSource() {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Instant now() {
            return Instant.parse("2027-03-01T12:00:00Z");
        }
    };

    private final VirtualTime time = new VirtualTime();

    @TempDir
    Path folder;

    private DevelopmentCa ca(Curve curve) {
        return DevelopmentCa.create("chain", "ca." + curve, curve, Duration.ofDays(30), time);
    }

    private void write(String name, Bytes... contents) throws IOException {
        Files.write(folder.resolve(name), Bytes.concat(contents).toByteArray());
    }

    /** As chains of 2.x have it: the certificate file goes up to the root. */
    private IssuedNode node(DevelopmentCa root, Curve curve, String base) throws IOException {
        IssuedNode node =
                root.intermediate("agency").issue(NodeSpec.peer("node0").on(curve));
        write(base + ".key", node.keyPem());
        write(base + ".crt", node.chainPem(), root.certificatePem());
        write("ca.crt", root.certificatePem());
        return node;
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refusal() {
        return assertThatThrownBy(() -> FiscoCertificates.load(folder, time)).isInstanceOf(GossipException.class);
    }

    @Test
    void f12_aNodeOf2xIsItsPointAndSpeaksTlsByBouncyCastle() throws IOException {
        IssuedNode node = node(ca(Curve.SECP256K1), Curve.SECP256K1, "node");
        FiscoCertificates certs = FiscoCertificates.load(folder, time);
        assertThat(certs.files()).isEqualTo(CertificateFiles.NODE);
        assertThat(certs.chain()).hasSize(3);
        assertThat(certs.nodeId(2).hex()).hasSize(128);
        assertThat(certs.nodeId(3).hex()).isEqualTo("04" + certs.nodeId(2).hex());
        assertThatThrownBy(() -> certs.nodeId(4)).isInstanceOf(GossipException.class);
        assertThat(certs.identity().identity().certificate()).contains(node.certificate());
        assertThat(certs.tls().engine()).isEqualTo("bc");
    }

    @Test
    void f12_aNodeOf3xSpeaksTlsByTheJdk() throws IOException {
        node(ca(Curve.P_256), Curve.P_256, "ssl");
        FiscoCertificates certs = FiscoCertificates.load(folder, time);
        assertThat(certs.files()).isEqualTo(CertificateFiles.SSL);
        ReloadableTlsContext tls = certs.tls();
        assertThat(tls.engine()).isEqualTo("jdk");
        assertThat(tls.protocols()).containsExactly("TLSv1.2");
        assertThat(tls.namedGroups()).doesNotContain("x25519");
    }

    @Test
    void f12_keysMayBeWrittenAsSec1() throws IOException {
        IssuedNode node = node(ca(Curve.SECP256K1), Curve.SECP256K1, "node");
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(node.key());
        }
        assertThat(text.toString()).contains("BEGIN EC PRIVATE KEY");
        write("node.key", Bytes.utf8(text.toString()));
        assertThat(FiscoCertificates.load(folder, time).identity().key()).isEqualTo(node.key());
    }

    @Test
    void f12_filesAreReloadedForBothEngines() throws IOException {
        for (Curve curve : new Curve[] {Curve.SECP256K1, Curve.P_256}) {
            DevelopmentCa root = ca(curve);
            node(root, curve, "node");
            FiscoCertificates certs = FiscoCertificates.load(folder, time);
            ReloadableTlsContext tls = certs.tls();
            TlsFiles watched = certs.watched();
            assertThat(watched.reloadIfChanged(tls)).isInstanceOf(TlsReload.Unchanged.class);
            IssuedNode renewed = node(root, curve, "node");
            assertThat(watched.reloadIfChanged(tls)).isInstanceOf(TlsReload.Reloaded.class);
            assertThat(tls.ownChain()).first().isEqualTo(renewed.certificate());
        }
    }

    @Test
    void f12_anIdentityOnSm2IsReadButGetsNoTls() throws IOException {
        for (String name : new String[] {"gmca.crt", "gmnode.crt", "gmnode.key"}) {
            try (InputStream input =
                    Objects.requireNonNull(FiscoCertificatesTest.class.getResourceAsStream("/sm2/" + name))) {
                write(name, Bytes.wrap(input.readAllBytes()));
            }
        }
        FiscoCertificates certs = FiscoCertificates.load(folder, LATER);
        assertThat(certs.files()).isEqualTo(CertificateFiles.GM_NODE);
        assertThat(certs.nodeId(2).hex())
                .hasSize(128)
                .startsWith("2d05af9e23d3e5751beefa1a5413cb0c")
                .endsWith("b4dc5152110123");
        Bytes content = Bytes.utf8("content");
        assertThat(new Sm2Verifier()
                        .verify(
                                certs.identity().identity().publicKey(),
                                content,
                                certs.identity().sign(content))
                        .isValid())
                .isTrue();
        assertThatThrownBy(certs::tls)
                .isInstanceOf(GossipException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("national TLS (TLCP) is not supported")
                .hasMessageContaining("secp256k1");
    }

    @Test
    void f12_filesOfTwoNodesAreNoticed() throws IOException {
        DevelopmentCa root = ca(Curve.SECP256K1);
        node(root, Curve.SECP256K1, "node");
        write("node.key", root.issue(NodeSpec.peer("other").on(Curve.SECP256K1)).keyPem());
        refusal()
                .hasMessageContaining("node.key")
                .hasMessageContaining("node.crt")
                .hasMessageContaining("mixed");
    }

    @Test
    void f12_aRootThatVouchesForSomebodyElseIsNoticed() throws IOException {
        node(ca(Curve.SECP256K1), Curve.SECP256K1, "node");
        write("ca.crt", ca(Curve.SECP256K1).certificatePem());
        refusal()
                .hasMessageContaining("node.crt")
                .hasMessageContaining("ca.crt")
                .hasMessageContaining("CN=node0");
        time.advance(Duration.ofDays(400));
        refusal().hasMessageContaining("node.crt").hasMessageContaining("expired");
    }

    @Test
    void f12_missingAndDoubleFilesAreNamed() throws IOException {
        refusal()
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("node.key, node.crt and ca.crt")
                .hasMessageContaining("ssl.key");
        IssuedNode node = node(ca(Curve.P_256), Curve.P_256, "node");
        Files.delete(folder.resolve("node.key"));
        refusal().hasMessageContaining("node.key").hasMessageContaining("no such file");
        write("node.key", node.certificatePem());
        refusal().hasMessageContaining("node.key").hasMessageContaining("swapped");
        write("node.key", node.keyPem());
        Files.delete(folder.resolve("ca.crt"));
        refusal().hasMessageContaining("ca.crt");
        node(ca(Curve.P_256), Curve.P_256, "ssl");
        node(ca(Curve.P_256), Curve.P_256, "node");
        refusal().hasMessageContaining("several kinds").hasMessageContaining("ssl.crt");
    }

    /** Nodes of 2.x do not find an id in such a certificate. */
    @Test
    void f12_aNodeOf2xSaysThatItIsNoAuthority() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=unsaid");
        X509Certificate unsaid = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(time.now().minusSeconds(60)),
                                Date.from(time.now().plusSeconds(600)),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        write("node.key", Pem.encode(pair.getPrivate()));
        write("node.crt", Pem.encode(unsaid));
        write("ca.crt", ca(Curve.P_256).certificatePem());
        refusal().hasMessageContaining("node.crt").hasMessageContaining("CA:FALSE");
    }

    @Test
    void f12_theNodesOwnCertificateComesFirst() throws IOException {
        DevelopmentCa root = ca(Curve.SECP256K1);
        IssuedNode node = node(root, Curve.SECP256K1, "node");
        write("node.crt", root.certificatePem(), node.certificatePem());
        refusal().hasMessageContaining("node.crt").hasMessageContaining("authority");
    }
}
