package dev.gossip.fisco.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.amop.AmopHandler;
import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.PeerAddress;
import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.InboundLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.xerial.snappy.Snappy;

/** Damaged packets of a node of generation 2 that has a good certificate, beside a node that must not notice. */
@Isolated("it needs the machine for itself")
class Generation2StressIT extends ClientTest {

    private static final int COMPRESSED = 0x8000;
    private static final int AMOP = 1;
    private static final int HEADER = 16;
    private static final int BOMBS = 20;

    private final DevelopmentCa ca =
            DevelopmentCa.create("agency", "ca.nodes", Curve.P_256, Duration.ofDays(2), TestCerts.CLOCK);

    private TlsMaterial material(String name) {
        return ca.issue(NodeSpec.peer(name)).tls(ca.certificate());
    }

    private static TlsContext tls(TlsMaterial material) {
        return JdkTlsContext.builder(material, TestCerts.CLOCK)
                .protocols("TLSv1.2")
                .verifyPeerName(false)
                .build();
    }

    private TestNode node(String name, int port, int... others) {
        TlsMaterial material = material(name);
        EndpointConfig.Builder endpoint = listening("p2p", "netty", port)
                .setting("generation", "2")
                .identity(LocalIdentities.presented(material))
                .tls(tls(material));
        for (int other : others) {
            endpoint.seed(PeerAddress.of("127.0.0.1", other));
        }
        return new TestNode(
                FiscoConfig.DEFAULT,
                InboundLimits.DEFAULT.withConnectRate(100_000, 100_000),
                peer -> peer.p2p(endpoint));
    }

    @Test
    void f06_f25_damagedPacketsAndBombsCostTheirOwnConnectionOnly() throws Exception {
        int port = freePort();
        TestNode node = node("node", port);
        TestNode neighbour = node("neighbour", freePort(), port);
        node.peer()
                .amop()
                .subscribe("t", AmopHandler.of(delivery -> delivery.data()))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        awaitTrue("linked", () -> isAnswered(neighbour, "?"));
        long seed = new Random().nextLong();
        SSLContext attacker = tls(material("attacker")).sslContext();
        List<byte[]> golden = BadFrames.golden("p2p2-");
        List<byte[]> bad = new ArrayList<>(BadFrames.prefixes(golden));
        bad.addAll(BadFrames.shortened(golden));
        bad.addAll(BadFrames.flipped(golden, seed));
        CompletableFuture<Void> attack = CompletableFuture.runAsync(() -> {
            bad.forEach(frame -> shout(attacker, port, frame));
            for (int i = 0; i < BOMBS; i++) {
                shout(attacker, port, bomb());
            }
        });
        int answered = 0;
        while (!attack.isDone()) {
            assertThat(isAnswered(neighbour, "during " + answered)).isTrue();
            answered++;
        }
        attack.get();
        awaitTrue("counted", () -> node.drops("frame-too-large") >= BOMBS);
        System.out.println(bad.size() + " damaged packets of generation 2 (seed " + seed + "), "
                + node.drops("malformed") + " counted as malformed; " + answered + " calls answered meanwhile");
        assertThat(node.drops("malformed")).isGreaterThan(100);
        assertThat(node.drops("handler-failed")).isZero();
        assertThat(answered).isPositive();
        assertThat(isAnswered(neighbour, "after")).isTrue();
        awaitTrue("only the neighbour is left", () -> node.peer().routes().size() == 1);
    }

    private static boolean isAnswered(TestNode publisher, String text) {
        return publisher
                .peer()
                .amop()
                .publish("t", Bytes.utf8(text))
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join()
                .isAnswered();
    }

    private static void shout(SSLContext attacker, int port, byte[] bytes) {
        RawClient client = RawClient.tls(attacker, port);
        client.send(bytes);
        client.finish();
    }

    /** Twice the largest packet in a small part of it. */
    private static byte[] bomb() {
        try {
            byte[] data = Snappy.compress(new byte[64 << 20]);
            return ByteBuffer.allocate(HEADER + data.length)
                    .putInt(HEADER + data.length)
                    .putShort((short) COMPRESSED)
                    .putInt(AMOP)
                    .putShort((short) 0)
                    .putInt(7)
                    .put(data)
                    .array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
