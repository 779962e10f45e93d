package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.testkit.VirtualTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** SM2 and SM3 against the examples of their standards and against OpenSSL. */
class Sm2Test {

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa ca = DevelopmentCa.create("chain", "gmca", Curve.SM2, Duration.ofDays(30), time);

    private static Bytes file(String name) {
        try (InputStream input = Objects.requireNonNull(Sm2Test.class.getResourceAsStream("/sm2/" + name), name)) {
            return Bytes.wrap(input.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<X509Certificate> certificates(String name) {
        return Pem.certificates(file(name), name);
    }

    @Test
    void sm3DigestsTheExamplesOfItsStandard() {
        assertThat(Sm3.of(Bytes.utf8("abc")).hex())
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(Sm3.of(Bytes.utf8("abcd".repeat(16))).hex())
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    /** GB/T 32918.5, annex A: key, message, id and signature on the recommended curve. */
    @Test
    void verifiesTheExampleOfItsStandard() throws IOException {
        Bytes point = Bytes.fromHex("0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
        PublicKey key = BouncyCastleProvider.getPublicKey(new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1),
                point.toByteArray()));
        Bytes signature = Bytes.fromHex("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
        Bytes message = Bytes.utf8("message digest");
        assertThat(new Sm2Verifier(Sm2Form.RAW, Sm2Signer.DEFAULT_USER_ID)
                        .verify(key, message, signature)
                        .isValid())
                .isTrue();
        assertThat(new Sm2Verifier(Sm2Form.RAW, Bytes.utf8("another id"))
                        .verify(key, message, signature)
                        .isValid())
                .isFalse();
        assertThat(new Sm2Verifier().verify(key, message, signature).isValid())
                .as("the raw form where DER is expected")
                .isFalse();
    }

    @Test
    void idsAreLimited() {
        Bytes id = Bytes.wrap(new byte[8_191]);
        IssuedNode node = ca.issue(NodeSpec.peer("n").on(Curve.SM2));
        Bytes signature = new Sm2Signer(Sm2Form.DER, id).sign(node.key(), Bytes.empty());
        assertThat(new Sm2Verifier(Sm2Form.DER, id)
                        .verify(node.certificate().getPublicKey(), Bytes.empty(), signature)
                        .isValid())
                .isTrue();
        Bytes longer = Bytes.wrap(new byte[8_192]);
        assertThatThrownBy(() -> new Sm2Signer(Sm2Form.DER, longer)).hasMessageContaining("8191");
        assertThatThrownBy(() -> new Sm2Verifier(Sm2Form.DER, longer)).hasMessageContaining("8191");
    }

    @Test
    void f12_verifiesAndSignsAsOpenSslDoes() {
        PublicKey open = certificates("gmnode.crt").get(0).getPublicKey();
        Bytes content = Bytes.utf8("signed by OpenSSL");
        Bytes signature = Bytes.fromHex(file("signature.hex").utf8().strip());
        assertThat(new Sm2Verifier().verify(open, content, signature).detail()).isEmpty();
        PrivateKey key = Pem.privateKey(file("gmnode.key"), "gmnode.key");
        assertThat(EcKeys.match(key, open)).isTrue();
        assertThat(new Sm2Verifier()
                        .verify(open, content, new Sm2Signer().sign(key, content))
                        .detail())
                .isEmpty();
    }

    @Test
    void f12_chainsOfOpenSslAndOfOurOwnLeadToTheirRoot() {
        List<X509Certificate> chain = certificates("gmnode.crt");
        List<X509Certificate> roots = certificates("gmca.crt");
        CertificateChain.require(chain, roots, Golden.NOW);
        CertificateChain.require(
                ca.issue(NodeSpec.peer("n").on(Curve.SM2)).chain(), List.of(ca.certificate()), time.now());
        assertThatThrownBy(() -> CertificateChain.require(chain, List.of(ca.certificate()), Golden.NOW))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("CN=gmnode0");
        assertThatThrownBy(() -> CertificateChain.require(chain.subList(0, 1), roots, Golden.NOW))
                .as("without the agency")
                .hasMessageContaining("CN=gmagency");
        assertThatThrownBy(() -> CertificateChain.require(chain, roots, Golden.NOW.plus(Duration.ofDays(365L * 101))))
                .hasMessageContaining("expired");
        assertThatThrownBy(() -> CertificateChain.require(List.of(), roots, Golden.NOW))
                .isInstanceOf(GossipException.class);
    }

    @Test
    void f12_anIdentityOnSm2Signs() {
        IssuedNode node = ca.issue(NodeSpec.peer("node0").on(Curve.SM2));
        Bytes content = Bytes.utf8("content");
        for (LocalIdentity identity :
                List.of(node.localIdentity(), LocalIdentities.presented(node.key(), node.certificate()))) {
            assertThat(identity.signer().name()).isEqualTo("sm2");
            assertThat(new Sm2Verifier()
                            .verify(identity.identity().publicKey(), content, identity.sign(content))
                            .isValid())
                    .isTrue();
        }
        PrivateKey other = ca.issue(NodeSpec.peer("other").on(Curve.SM2)).key();
        assertThatThrownBy(() -> LocalIdentities.presented(other, node.certificate()))
                .hasMessageContaining("CN=node0")
                .hasMessageContaining("mixed");
    }

    /** National TLS is another protocol with two certificates for each node. */
    @Test
    void f12_tlsWithCertificatesOnSm2IsRefusedAtTheStart() {
        DevelopmentCa usual = DevelopmentCa.create("usual", time);
        IssuedNode node = usual.issue(NodeSpec.peer("node0"));
        IssuedNode national = ca.issue(NodeSpec.peer("gmnode0").on(Curve.SM2));
        IssuedNode mixed = ca.issue(NodeSpec.peer("mixed"));
        for (var material : List.<ThrowingCallable>of(
                () -> national.tls(ca.certificate()),
                () -> mixed.tls(usual.certificate()),
                () -> node.tls(usual.certificate(), ca.certificate()))) {
            assertThatThrownBy(material)
                    .isInstanceOf(GossipException.class)
                    .hasMessageContaining("national TLS (TLCP) is not supported")
                    .hasMessageContaining("RSA, P-256 or secp256k1")
                    .hasMessageContaining("without TLS");
        }
    }

    @Test
    void f12_aPeerWithACertificateOnSm2IsRefusedByName() {
        DevelopmentCa usual = DevelopmentCa.create("usual", time);
        TlsMaterial material = usual.issue(NodeSpec.peer("node0")).tls(usual.certificate());
        X509Certificate[] peer = {
            ca.issue(NodeSpec.peer("gmnode0").on(Curve.SM2)).certificate()
        };
        for (ReloadableTlsContext tls :
                List.of(JdkTlsContext.builder(material, time).build(), BcTlsContext.of(material, time))) {
            assertThatThrownBy(() -> tls.trustManager().checkClientTrusted(peer, "EC"))
                    .isInstanceOf(CertificateException.class)
                    .hasMessageContaining("CN=gmnode0")
                    .hasMessageContaining("TLCP");
        }
    }

    /** Fabric's membership service providers know ECDSA alone, and peers must agree on who is admitted. */
    @Test
    void organisationsAdmitNoIdentityOnACurveThatFabricRefuses() {
        for (Curve curve : List.of(Curve.SM2, Curve.SECP256K1)) {
            DevelopmentCa other = DevelopmentCa.create("Org1MSP", "ca", curve, Duration.ofDays(30), time);
            Trust trust = OrganisationTrust.builder()
                    .organisation("Org1MSP", other.certificate())
                    .build(time);
            Bytes pem = other.issue(NodeSpec.peer("p").on(curve)).certificatePem();
            assertThat(trust.admit("Org1MSP", pem))
                    .isInstanceOfSatisfying(
                            Trust.Refused.class,
                            refused -> assertThat(refused.detail()).contains("P-256 or P-384"));
        }
    }

    @Test
    void everyAlgorithmKeepsToItsOwnCurve() {
        for (Curve curve : Curve.values()) {
            DevelopmentCa issuer = DevelopmentCa.create("o", "ca", curve, Duration.ofDays(1), time);
            IssuedNode node = issuer.issue(NodeSpec.peer("p").on(curve));
            assertThat(new EcdsaSigner().supports(node.key()))
                    .isEqualTo(curve.domain().isFabric());
            assertThat(new Sm2Signer().supports(node.key())).isEqualTo(curve == Curve.SM2);
            assertThat(new Secp256k1Signer().supports(node.key())).isEqualTo(curve == Curve.SECP256K1);
            assertThat(new Ed25519Signer().supports(node.key())).isFalse();
        }
    }
}
