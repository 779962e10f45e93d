package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.crypto.TlsContext.ClientAuth;
import dev.gossip.testkit.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkTlsContextTest {

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa ca =
            DevelopmentCa.create("Org1MSP", "tlsca.org1", Curve.P_256, Duration.ofDays(30), time);
    private final DevelopmentCa foreign = DevelopmentCa.create("Org2MSP", time);
    private final X509Certificate root = ca.certificate();
    private final IssuedNode alice = ca.issue(NodeSpec.peer("alice"));
    private final IssuedNode bob = ca.issue(NodeSpec.peer("bob").ip("127.0.0.1"));

    @ParameterizedTest
    @CsvSource({"TLSv1.3,P_256", "TLSv1.3,P_384", "TLSv1.2,P_256", "TLSv1.2,P_384"})
    void bothSidesSeeEachOther(String protocol, Curve curve) throws Exception {
        IssuedNode node = ca.issue(NodeSpec.peer("carol").on(curve));
        TlsContext context =
                JdkTlsContext.builder(node.tls(root), time).protocols(protocol).build();

        Handshake handshake = new Handshake(context(alice), context, "carol").run();

        assertThat(handshake.client.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(handshake.client.getSession().getPeerCertificates()[0]).isEqualTo(node.certificate());
        assertThat(handshake.server.getSession().getPeerCertificates()[0]).isEqualTo(alice.certificate());
    }

    @Test
    void aChainWithAnIntermediateAuthorityIsFollowed() throws Exception {
        IssuedNode node = ca.intermediate("ica").issue(NodeSpec.peer("carol"));

        Handshake handshake = new Handshake(context(alice), context(node), "carol").run();

        assertThat(handshake.client.getSession().getPeerCertificates()).hasSize(2);
    }

    @Test
    void anExpiredServerIsRefusedNamingSubjectAndDate() {
        IssuedNode brief = ca.issue(NodeSpec.peer("brief").validFor(Duration.ofHours(1)));
        Handshake handshake = new Handshake(context(alice), context(brief), "brief");
        time.advance(Duration.ofHours(1));

        assertThatThrownBy(handshake::run)
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("CN=brief")
                .hasMessageContaining(
                        "expired on " + brief.certificate().getNotAfter().toInstant());
    }

    @Test
    void anExpiredClientIsRefused() {
        IssuedNode brief = ca.issue(NodeSpec.peer("brief").validFor(Duration.ofHours(1)));
        time.advance(Duration.ofHours(1));

        assertThatThrownBy(() -> new Handshake(context(brief), context(bob), "bob").run())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("CN=brief")
                .hasMessageContaining("expired on");
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3", "TLSv1.2"})
    void bothSidesHearThatACertificateExpired(String protocol) {
        IssuedNode brief = ca.issue(NodeSpec.peer("brief").validFor(Duration.ofHours(1)));
        time.advance(Duration.ofHours(1));
        TlsContext late =
                JdkTlsContext.builder(brief.tls(root), time).protocols(protocol).build();

        for (Handshake handshake :
                List.of(new Handshake(context(alice), late, "brief"), new Handshake(late, context(bob), "bob"))) {
            List<Throwable> failures = handshake.failures();
            assertThat(failures).hasSize(2);
            assertThat(failures.get(0))
                    .hasMessageContaining("CN=brief")
                    .hasMessageContaining(
                            "expired on " + brief.certificate().getNotAfter().toInstant());
            // The JDK decides which alert it sends, and Java 17 has no special one for dates.
            assertThat(failures.get(1)).hasMessageMatching(".*alert.*certificate_(expired|unknown).*");
        }
    }

    @Test
    void anUntrustedClientIsRefused() {
        IssuedNode stranger = foreign.issue(NodeSpec.peer("mallory"));

        assertThatThrownBy(() -> new Handshake(context(stranger), context(bob), "bob").run())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("CN=mallory")
                .hasMessageContaining("CN=ca.Org2MSP")
                .hasMessageContaining("refused");
    }

    @Test
    void anExpiredRootTrustsNobody() {
        IssuedNode late = ca.issue(NodeSpec.peer("late").validFor(Duration.ofDays(90)));
        TlsContext context = context(late);
        time.advance(Duration.ofDays(31));

        assertThatThrownBy(() -> new Handshake(context, context, "late").run())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("no trusted root certificate is valid");
    }

    @Test
    void theNameIsCheckedUnlessSwitchedOff() throws Exception {
        assertThatThrownBy(() -> new Handshake(context(alice), context(bob), "elsewhere").run())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("elsewhere");
        new Handshake(context(alice), context(bob), "127.0.0.1").run();

        TlsContext byKey = JdkTlsContext.builder(alice.tls(root), time)
                .verifyPeerName(false)
                .build();
        Handshake handshake = new Handshake(byKey, context(bob), "elsewhere").run();
        assertThat(handshake.client.getSession().getPeerCertificates()[0]).isEqualTo(bob.certificate());
    }

    @Test
    void aServerMayAskNothingOfClients() throws Exception {
        TlsContext open = JdkTlsContext.builder(bob.tls(root), time)
                .clientAuth(ClientAuth.NONE)
                .build();

        Handshake handshake = new Handshake(context(alice), open, "bob").run();

        assertThatThrownBy(() -> handshake.server.getSession().getPeerCertificates())
                .isInstanceOf(SSLPeerUnverifiedException.class);
    }

    @Test
    void aReloadChangesWhatIsShownAndWhoIsTrusted() throws Exception {
        JdkTlsContext dialler = context(alice);
        JdkTlsContext acceptor = context(bob);
        new Handshake(dialler, acceptor, "bob").run();
        IssuedNode newBob = foreign.issue(NodeSpec.peer("bob"));

        acceptor.reload(newBob.tls(root));
        assertThat(acceptor.ownChain()).containsExactly(newBob.certificate());
        assertThatThrownBy(() -> new Handshake(dialler, acceptor, "bob").run()).isInstanceOf(SSLException.class);

        dialler.reload(alice.tls(root, foreign.certificate()));
        Handshake handshake = new Handshake(dialler, acceptor, "bob").run();
        assertThat(handshake.client.getSession().getPeerCertificates()[0]).isEqualTo(newBob.certificate());

        acceptor.reload(newBob.tls(foreign.certificate()));
        assertThatThrownBy(() -> new Handshake(dialler, acceptor, "bob").run()).isInstanceOf(SSLException.class);
    }

    @Test
    void aReloadBetweenCertificateAndKeyKeepsThePair() {
        JdkTlsContext context = context(alice);
        String alias = context.keyManager().chooseEngineServerAlias("EC", null, null);

        context.reload(bob.tls(root));

        assertThat(context.keyManager().getCertificateChain(alias)).containsExactly(alice.certificate());
        assertThat(EcKeys.match(
                        context.keyManager().getPrivateKey(alias),
                        alice.certificate().getPublicKey()))
                .isTrue();
        context.reload(alice.tls(root));
        assertThat(context.keyManager().getPrivateKey(alias)).isNull();
        assertThat(context.keyManager().chooseEngineServerAlias("RSA", null, null))
                .isNull();
    }

    @Test
    void mistakesAreToldWhenBuilding() {
        assertThatThrownBy(() -> new TlsMaterial(alice.key(), bob.chain(), List.of(root)))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("CN=bob");
        assertThatThrownBy(() -> alice.tls())
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("root");
        assertThatThrownBy(() -> new TlsMaterial(alice.key(), List.of(), List.of(root)))
                .isInstanceOf(GossipException.class);
        var builder = JdkTlsContext.builder(alice.tls(root), time);
        assertThatThrownBy(() -> builder.protocols("TLSv1"))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("TLSv1.2");
        assertThatThrownBy(() -> builder.cipherSuites("TLS_NOTHING").build())
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("TLS_NOTHING");
    }

    @Test
    void loadsThePeerOfAFabricNetworkFromItsFiles(@TempDir Path folder) throws Exception {
        VirtualTime later = new VirtualTime(Golden.NOW);
        for (String name : List.of("peer2-tls.key", "peer2-tls.pem", "tlsca-org1.pem")) {
            Files.write(folder.resolve(name), Golden.file("network/" + name).toByteArray());
        }
        TlsMaterial material = TlsMaterial.load(
                folder.resolve("peer2-tls.key"),
                folder.resolve("peer2-tls.pem"),
                List.of(folder.resolve("tlsca-org1.pem")));
        JdkTlsContext context = JdkTlsContext.builder(material, later).build();

        Handshake handshake = new Handshake(context, context, "peer2.org1.example.com").run();

        assertThat(handshake.server.getSession().getPeerCertificates()[0])
                .isEqualTo(context.ownChain().get(0));
    }

    private JdkTlsContext context(IssuedNode node) {
        return JdkTlsContext.builder(node.tls(root), time).build();
    }
}
