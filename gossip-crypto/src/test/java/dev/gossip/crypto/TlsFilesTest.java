package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.TlsReload.Refused;
import dev.gossip.crypto.TlsReload.Reloaded;
import dev.gossip.crypto.TlsReload.Unchanged;
import dev.gossip.testkit.VirtualTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa ca = DevelopmentCa.create("Org1MSP", time);
    private final DevelopmentCa foreign = DevelopmentCa.create("Org2MSP", time);
    private final IssuedNode old = ca.issue(NodeSpec.peer("bob"));
    private final IssuedNode renewed = ca.issue(NodeSpec.peer("bob").dns("new"));

    private TlsFiles files;
    private JdkTlsContext tls;

    @BeforeEach
    void start() throws IOException {
        write(old, ca);
        files = TlsFiles.of(file("key"), file("chain"), List.of(file("roots")), time);
        tls = JdkTlsContext.builder(files.load(), time).build();
    }

    @Test
    void newContentIsUsedFromTheNextHandshakeOnAndLinksStayUp() throws IOException {
        assertThat(files.reloadIfChanged(tls)).isEqualTo(new Unchanged());
        Handshake before = new Handshake(tls, tls, "bob").run();

        write(renewed, ca);
        assertThat(files.reloadIfChanged(tls)).isEqualTo(new Reloaded(renewed.certificate()));
        assertThat(files.reloadIfChanged(tls)).isEqualTo(new Unchanged());

        Handshake after = new Handshake(tls, tls, "bob").run();
        assertThat(peer(after)).isEqualTo(renewed.certificate());
        assertThat(peer(before)).isEqualTo(old.certificate());
        ByteBuffer record = ByteBuffer.allocate(1 << 15);
        assertThat(before.client.wrap(ByteBuffer.wrap(new byte[10]), record).bytesConsumed())
                .isEqualTo(10);
    }

    @Test
    void rootsAreReloadedToo() throws IOException {
        IssuedNode guest = foreign.issue(NodeSpec.peer("guest"));
        JdkTlsContext dialler =
                JdkTlsContext.builder(guest.tls(ca.certificate()), time).build();
        assertThatThrownBy(() -> new Handshake(dialler, tls, "bob").run()).isInstanceOf(SSLException.class);

        Files.write(
                file("roots"),
                Bytes.concat(List.of(ca.certificatePem(), foreign.certificatePem()))
                        .toByteArray());
        assertThat(files.reloadIfChanged(tls)).isInstanceOf(Reloaded.class);
        new Handshake(dialler, tls, "bob").run();
    }

    @Test
    void revocationListsAreReloadedToo() throws IOException {
        IssuedNode guest = ca.issue(NodeSpec.peer("guest"));
        JdkTlsContext dialler =
                JdkTlsContext.builder(guest.tls(ca.certificate()), time).build();
        write("crl", Pem.encode(ca.revocationList()));
        TlsFiles revoking = files.withRevocationLists(List.of(file("crl")));
        tls.reload(revoking.load());
        new Handshake(dialler, tls, "bob").run();

        write("crl", Pem.encode(ca.revocationList(guest.certificate())));
        assertThat(revoking.reloadIfChanged(tls)).isInstanceOf(Reloaded.class);
        assertThatThrownBy(() -> new Handshake(dialler, tls, "bob").run()).isInstanceOf(SSLException.class);

        write("crl", Bytes.utf8("junk"));
        assertThat(revoking.reloadIfChanged(tls))
                .isInstanceOfSatisfying(
                        TlsReload.Refused.class,
                        refused -> assertThat(refused.reason()).contains("crl.pem: no revocation list"));
    }

    @Test
    void aTouchedFileIsNotANewOne() throws IOException {
        write(old, ca);
        assertThat(files.reloadIfChanged(tls)).isEqualTo(new Unchanged());
    }

    @Test
    void halfOfAPairIsRefusedUntilTheOtherHalfIsThere() throws IOException {
        write("key", renewed.keyPem());
        Refused refused = refused();
        assertThat(refused.reason()).contains("CN=bob").contains("private key");
        assertThat(refused.repeated()).isFalse();
        assertThat(refused().repeated()).isTrue();
        assertThat(tls.ownChain()).containsExactly(old.certificate());
        new Handshake(tls, tls, "bob").run();

        write("chain", renewed.chainPem());
        assertThat(files.reloadIfChanged(tls)).isInstanceOf(Reloaded.class);
        assertThat(tls.ownChain()).containsExactly(renewed.certificate());
    }

    @Test
    void damagedAndMissingFilesAreNamedAndChangeNothing() throws IOException {
        write("chain", renewed.chainPem().slice(0, 100));
        assertThat(refused().reason()).contains(file("chain").toString());
        Files.delete(file("chain"));
        assertThat(refused().reason()).contains(file("chain").toString()).contains("no such file");
        write("roots", Bytes.utf8("nothing here"));
        write("chain", old.chainPem());
        assertThat(refused().reason()).contains(file("roots").toString());
        assertThat(tls.ownChain()).containsExactly(old.certificate());

        write(old, ca);
        assertThat(files.reloadIfChanged(tls)).isEqualTo(new Unchanged());
        Files.delete(file("key"));
        assertThat(refused().repeated())
                .as("after a good look every refusal is news")
                .isFalse();
    }

    @Test
    void aCertificateThatIsNotValidTodayWaits() throws IOException {
        Duration day = Duration.ofDays(1);
        write(ca.issue(NodeSpec.peer("bob").validFrom(time.now().minus(day)).validFor(Duration.ofHours(1))), ca);
        assertThat(refused().reason()).contains("CN=bob").contains("expired on");

        write(ca.issue(NodeSpec.peer("bob").validFrom(time.now().plus(day))), ca);
        assertThat(refused().reason()).contains("not valid before " + time.now().plus(day));
        time.advance(day);
        assertThat(files.reloadIfChanged(tls)).isInstanceOf(Reloaded.class);
    }

    @Test
    void authoritiesWithoutAFileCountFromTheNextLookOn() {
        List<X509Certificate> more = new ArrayList<>();
        TlsFiles both = files.alongWith(() -> more, List::of);
        assertThat(both.load().trustedRoots()).containsExactly(ca.certificate());
        assertThat(both.reloadIfChanged(tls)).isEqualTo(new Unchanged());

        more.add(foreign.certificate());
        assertThat(both.reloadIfChanged(tls)).isEqualTo(new Reloaded(old.certificate()));
        assertThat(tls.trustManager().getAcceptedIssuers()).contains(foreign.certificate(), ca.certificate());
        assertThat(both.reloadIfChanged(tls)).isEqualTo(new Unchanged());

        more.clear();
        assertThat(both.reloadIfChanged(tls)).isEqualTo(new Reloaded(old.certificate()));
        assertThat(tls.trustManager().getAcceptedIssuers()).containsExactly(ca.certificate());
    }

    @Test
    void rootsThatAreAllOverAreRefused() throws IOException {
        DevelopmentCa brief = DevelopmentCa.create("Org3MSP", "ca", Curve.P_256, Duration.ofHours(1), time);
        write("roots", brief.certificatePem());
        time.advance(Duration.ofHours(2));
        assertThat(refused().reason()).contains(file("roots").toString());
    }

    @Test
    void theStartTellsMistakes() throws IOException {
        Files.delete(file("key"));
        assertThatThrownBy(files::load).isInstanceOf(GossipException.class).hasMessageContaining("no such file");
    }

    private Refused refused() {
        return (Refused) files.reloadIfChanged(tls);
    }

    private void write(IssuedNode node, DevelopmentCa trusted) throws IOException {
        write("key", node.keyPem());
        write("chain", node.chainPem());
        write("roots", trusted.certificatePem());
    }

    private void write(String name, Bytes content) throws IOException {
        Files.write(file(name), content.toByteArray());
    }

    private Path file(String name) {
        return folder.resolve(name + ".pem");
    }

    private static X509Certificate peer(Handshake handshake) throws SSLException {
        return (X509Certificate) handshake.client.getSession().getPeerCertificates()[0];
    }
}
