package dev.gossip.fisco.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.amop.AmopHandler;
import dev.gossip.api.Bytes;
import dev.gossip.crypto.Curve;
import dev.gossip.examples.sdk.FiscoSdk;
import dev.gossip.examples.sdk.SdkLink;
import dev.gossip.examples.sdk.SdkProcess;
import dev.gossip.spi.crypto.TlsContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Java SDK 2.9.3 with certificates of other kinds than P-256. */
class Sdk2CertificatesIT extends ClientTest {

    /** The SDK needs Bouncy Castle as the first provider of its process, because its own path check asks the JDK. */
    @Test
    void f33_secp256k1WithBouncyCastlesEngine(@TempDir Path folder) throws Exception {
        TestCerts certs = TestCerts.on(Curve.SECP256K1, folder);
        exchange(folder, certs.bcTls(), SdkLink.TLS_BOUNCY_CASTLE);
    }

    @Test
    void f32_rsa(@TempDir Path folder) throws Exception {
        exchange(folder, TestCerts.rsa(folder).jdkTls(), SdkLink.TLS);
    }

    @Test
    void f35_heartbeatsKeepTheLinkForHalfAMinute(@TempDir Path folder) throws Exception {
        TestCerts certs = TestCerts.on(Curve.P_256, folder);
        int port = freePort();
        TestNode node = new TestNode(
                peer -> peer.channel(listening("channel", "netty", port).tls(certs.jdkTls())));
        SdkProcess sdk = sdk(FiscoSdk.V2, SdkLink.TLS, folder, addresses(port));
        sdk.await("READY");
        var id = node.peer().sdks().get(0).id();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        awaitTrue("30 s", () -> System.nanoTime() - end > 0);
        assertThat(node.peer().sdks())
                .singleElement()
                .satisfies(one -> assertThat(one.id()).isEqualTo(id));
    }

    private void exchange(Path folder, TlsContext tls, SdkLink link) throws Exception {
        int port = freePort();
        TestNode node = new TestNode(
                peer -> peer.channel(listening("channel", "netty", port).tls(tls)));
        SdkProcess sdk = sdk(FiscoSdk.V2, link, folder, addresses(port));
        sdk.await("READY");
        node.peer()
                .amop()
                .subscribe("t1", AmopHandler.of(delivery -> Bytes.utf8("here")))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(sdk.unicast("t1", "hello")).hasToString("here");
    }
}
