package dev.gossip.fisco.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.amop.AmopHandler;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.crypto.Curve;
import dev.gossip.examples.sdk.FiscoSdk;
import dev.gossip.examples.sdk.SdkLink;
import dev.gossip.examples.sdk.SdkProcess;
import dev.gossip.fisco.sdk.SdkStatus;
import dev.gossip.spi.crypto.TlsContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The real Java SDK 2.9.3 with certificates of other kinds than P-256, while other SDKs do nothing. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Sdk2CertificatesIT extends ClientTest {

    private static final Duration IDLE = Duration.ofSeconds(30);

    private TestNode idleNode;
    private Set<NodeId> idle;
    private long idleSince;

    @BeforeAll
    void connectThoseThatStayIdle(@TempDir Path folder) {
        TestCerts certs = TestCerts.on(Curve.P_256, folder);
        int channel = freePort();
        int websocket = freePort();
        idleNode = new TestNode(
                peer -> peer.channel(listening("channel", "netty", channel).tls(certs.jdkTls()))
                        .websocket(listening("rpc", "websocket", websocket).setting("allowPlaintext", "true")));
        SdkProcess two = sdk(FiscoSdk.V2, SdkLink.TLS, folder, addresses(channel));
        SdkProcess three = sdk(FiscoSdk.V3, SdkLink.PLAIN, folder, addresses(websocket));
        two.await("READY");
        three.await("READY");
        idle = ids(idleNode);
        idleSince = System.nanoTime();
    }

    /** The SDK needs Bouncy Castle as the first provider of its process, because its own path check asks the JDK. */
    @Test
    @Order(1)
    void f33_secp256k1WithBouncyCastlesEngine(@TempDir Path folder) throws Exception {
        TestCerts certs = TestCerts.on(Curve.SECP256K1, folder);
        exchange(folder, certs.bcTls(), SdkLink.TLS_BOUNCY_CASTLE);
    }

    @Test
    @Order(1)
    void f32_rsa(@TempDir Path folder) throws Exception {
        exchange(folder, TestCerts.rsa(folder).jdkTls(), SdkLink.TLS);
    }

    /** An SDK of 3.x sends pings, and closes what does not answer. */
    @Test
    @Order(2)
    void f35_f41_heartbeatsAndPingsKeepLinksForHalfAMinute() {
        assertThat(idle).hasSize(2);
        awaitTrue("30 s", () -> System.nanoTime() - idleSince > IDLE.toNanos());
        assertThat(ids(idleNode)).as("those that reconnect are others").isEqualTo(idle);
    }

    private static Set<NodeId> ids(TestNode node) {
        return node.peer().sdks().stream().map(SdkStatus::id).collect(Collectors.toSet());
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
