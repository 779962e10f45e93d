package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.testkit.VirtualTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Mutual TLS on a curve that the JDK's engine does not know. */
class BcTlsContextTest {

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa ca = ca("agency");

    private DevelopmentCa ca(String organisation) {
        return DevelopmentCa.create(organisation, "ca." + organisation, Curve.SECP256K1, Duration.ofDays(30), time);
    }

    private BcTlsContext context(DevelopmentCa issuer, String name) {
        IssuedNode node = issuer.issue(NodeSpec.peer(name).on(Curve.SECP256K1));
        return BcTlsContext.of(node.tls(ca.certificate()), time);
    }

    private static X509Certificate peer(SSLEngine engine) throws SSLException {
        return (X509Certificate) engine.getSession().getPeerCertificates()[0];
    }

    @Test
    void f33_bothSidesShowCertificatesOnSecp256k1() throws SSLException {
        BcTlsContext one = context(ca, "one");
        BcTlsContext two = context(ca, "two");
        Handshake done = new Handshake(one, two, "127.0.0.1").run();
        assertThat(peer(done.client)).isEqualTo(two.ownChain().get(0));
        assertThat(peer(done.server)).isEqualTo(one.ownChain().get(0));
        assertThat(done.client.getSession().getProtocol()).isEqualTo("TLSv1.2");
    }

    @Test
    void f12_strangersAreRefusedAndNamed() {
        BcTlsContext stranger = context(ca("other"), "stranger");
        List<Throwable> failures = new Handshake(stranger, context(ca, "one"), "127.0.0.1").failures();
        assertThat(failures).isNotEmpty();
        assertThat(failures).anySatisfy(failure -> assertThat(failure).hasStackTraceContaining("CN=stranger"));
    }

    @Test
    void f12_anExpiredCertificateIsRefused() {
        IssuedNode brief = ca.issue(NodeSpec.peer("brief").on(Curve.SECP256K1).validFor(Duration.ofHours(1)));
        BcTlsContext old = BcTlsContext.of(brief.tls(ca.certificate()), time);
        BcTlsContext one = context(ca, "one");
        time.advance(Duration.ofHours(2));
        assertThat(new Handshake(old, one, "127.0.0.1").failures())
                .anySatisfy(failure -> assertThat(failure).hasStackTraceContaining("expired"));
    }

    @Test
    void f12_aRevokedCertificateIsRefused() {
        IssuedNode lost = ca.issue(NodeSpec.peer("lost").on(Curve.SECP256K1));
        IssuedNode one = ca.issue(NodeSpec.peer("one").on(Curve.SECP256K1));
        TlsMaterial judging = one.tls(ca.certificate())
                .trusting(List.of(ca.certificate()), List.of(ca.revocationList(lost.certificate())));
        Handshake handshake = new Handshake(
                BcTlsContext.of(lost.tls(ca.certificate()), time), BcTlsContext.of(judging, time), "127.0.0.1");
        assertThat(handshake.failures())
                .anySatisfy(failure -> assertThat(failure).hasStackTraceContaining("revoked"));
    }

    @Test
    void reloadedMaterialIsShownFromTheNextConnectionOn() throws SSLException {
        BcTlsContext one = context(ca, "one");
        IssuedNode renewed = ca.issue(NodeSpec.peer("renewed").on(Curve.SECP256K1));
        one.reload(renewed.tls(ca.certificate()));
        Handshake done = new Handshake(context(ca, "two"), one, "127.0.0.1").run();
        assertThat(peer(done.client)).isEqualTo(renewed.certificate());
    }

    @Test
    void p256WorksAsWell() throws SSLException {
        DevelopmentCa usual = DevelopmentCa.create("usual", time);
        IssuedNode one = usual.issue(NodeSpec.peer("one"));
        BcTlsContext context = BcTlsContext.of(one.tls(usual.certificate()), time);
        assertThat(new Handshake(context, context, "127.0.0.1")
                        .run()
                        .client
                        .getSession()
                        .getCipherSuite())
                .startsWith("TLS_ECDHE_ECDSA");
    }

    @Test
    void aNodeKnownByItsCertificateSignsIfThereIsAnAlgorithm() throws Exception {
        IssuedNode node = ca.issue(NodeSpec.peer("one").on(Curve.SECP256K1));
        LocalIdentity identity = LocalIdentities.presented(node.tls(ca.certificate()));
        assertThat(identity.identity().certificate()).contains(node.certificate());
        assertThat(identity.signer().name()).isEqualTo("secp256k1");
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertThatThrownBy(() -> new NoSigner().sign(rsa.getPrivate(), Bytes.utf8("content")))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("signs nothing")
                .hasMessageContaining("RSA");
    }
}
