package dev.gossip.fisco.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.PeerAddress;
import dev.gossip.crypto.BcTlsContext;
import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.examples.sdk.FiscoSdk;
import dev.gossip.examples.sdk.SdkLink;
import dev.gossip.examples.sdk.SdkProcess;
import dev.gossip.fisco.FiscoPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real SDKs at two nodes that are linked with mutual TLS. */
class TwoNodesIT extends ClientTest {

    private static final String GENERATION = "generation";

    private final DevelopmentCa ca =
            DevelopmentCa.create("agency", "ca.nodes", Curve.SECP256K1, Duration.ofDays(2), TestCerts.CLOCK);
    private final RsaCa rsaCa = RsaCa.create("chain");

    /** With the kinds of certificates that chains of the generation have. */
    private FiscoPeer linked(FiscoPeer peer, String generation, int port, int... others) {
        TlsMaterial material;
        if (generation.equals("2")) {
            material =
                    ca.issue(NodeSpec.peer("node" + port).on(Curve.SECP256K1)).tls(ca.certificate());
        } else {
            RsaCa.Issued issued = rsaCa.issue("node" + port);
            material = new TlsMaterial(issued.key(), List.of(issued.certificate()), List.of(rsaCa.certificate()));
        }
        EndpointConfig.Builder endpoint = listening("p2p", "netty", port)
                .setting(GENERATION, generation)
                .identity(LocalIdentities.presented(material))
                .tls(
                        generation.equals("2")
                                ? BcTlsContext.of(material, TestCerts.CLOCK)
                                : JdkTlsContext.builder(material, TestCerts.CLOCK)
                                        .protocols("TLSv1.2")
                                        .verifyPeerName(false)
                                        .build());
        for (int other : others) {
            endpoint.seed(PeerAddress.of("127.0.0.1", other));
        }
        return peer.p2p(endpoint);
    }

    /** The publisher is connected to both nodes and sends its multicast to each; the subscriber hears it once. */
    @Test
    void f27_f31_f37_sdksOfGeneration2AtTwoNodes(@TempDir Path folder) {
        TestCerts certs = TestCerts.on(Curve.P_256, folder);
        int p1 = freePort();
        int p2 = freePort();
        int c1 = freePort();
        int c2 = freePort();
        TestNode one = new TestNode(peer ->
                linked(peer, "2", p1).channel(listening("channel", "netty", c1).tls(certs.jdkTls())));
        TestNode two = new TestNode(peer -> linked(peer, "2", p2, p1)
                .channel(listening("channel", "netty", c2).tls(certs.jdkTls())));
        awaitTrue(
                "linked",
                () -> one.peer().routes().size() == 1 && two.peer().routes().size() == 1);
        SdkProcess publisher = sdk(FiscoSdk.V2, SdkLink.TLS, folder, addresses(c1, c2));
        SdkProcess subscriber = sdk(FiscoSdk.V2, SdkLink.TLS, folder, addresses(c2));
        publisher.await("READY");
        subscriber.await("READY");
        exchange(publisher, subscriber, one);
        // By its seq a copy that comes by another way is known.
        publisher.multicast("t1", "all");
        awaitTrue("heard", () -> subscriber.hear("t1").equals("all"));
        int heard = subscriber.heard("t1");
        publisher.multicast("t1", "more");
        assertThat(subscriber.hear("t1")).isEqualTo("more");
        assertThat(publisher.unicast("t1", "last")).hasToString("re:last");
        awaitTrue("heard", () -> subscriber.hear("t1").equals("last"));
        assertThat(subscriber.heard("t1")).isEqualTo(heard + 2);
    }

    @Test
    void f27_f41_sdksOfGeneration3AtTwoNodes(@TempDir Path folder) {
        TestCerts certs = TestCerts.rsa(folder);
        int p1 = freePort();
        int p2 = freePort();
        int w1 = freePort();
        int w2 = freePort();
        TestNode one = new TestNode(peer -> linked(peer, "3", p1)
                .websocket(listening("rpc", "websocket", w1).tls(certs.jdkTls())));
        TestNode two = new TestNode(peer -> linked(peer, "3", p2, p1)
                .websocket(listening("rpc", "websocket", w2).tls(certs.jdkTls())));
        awaitTrue(
                "linked",
                () -> one.peer().routes().size() == 1 && two.peer().routes().size() == 1);
        SdkProcess publisher = sdk(FiscoSdk.V3, SdkLink.TLS, folder, addresses(w1));
        SdkProcess subscriber = sdk(FiscoSdk.V3, SdkLink.TLS, folder, addresses(w2));
        publisher.await("READY");
        subscriber.await("READY");
        exchange(publisher, subscriber, one);
    }

    private static void exchange(SdkProcess publisher, SdkProcess subscriber, TestNode publishersNode) {
        subscriber.subscribe("t1");
        // A publisher with two links takes either at random, and the node behind each learns of the topic in its own
        // time.
        awaitTrue(
                "known by every way",
                () -> IntStream.range(0, 20)
                        .allMatch(i -> publisher.unicast("t1", "?").says("re:?")));
        assertThat(publisher.unicast("t1", "hello")).hasToString("re:hello");
        publisher.tell("burst", SdkProcess.base64("t1"), "500", "16");
        assertThat(publisher.await("BURST ")).startsWith("BURST 500 0 0 ");
        assertThat(publishersNode.peer().routes()).hasSize(1);
    }
}
