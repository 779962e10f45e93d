package dev.gossip.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.support.Failures;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsEnginesTest {

    private static final PeerAddress ADDRESS = PeerAddress.of("127.0.0.1", 7051);
    private static final TestTls ALICE = TestTls.of("alice", "root");
    private static final TestTls BOB = TestTls.of("bob", "root");

    @Test
    void theChoiceIsVisibleWithItsReason() {
        try (NettyLoops loops = NettyLoops.open(Map.of("gossip.netty.io", "nio", "gossip.netty.tls", "jdk")::get)) {
            assertThat(loops.platform())
                    .isEqualTo("nio (gossip.netty.io asks for it), TLS by jdk (gossip.netty.tls asks for it)");
        }
        try (TlsEngines engines = TlsEngines.choose("auto")) {
            assertThat(engines.name()).isEqualTo(OpenSsl.isAvailable() ? "openssl" : "jdk");
            assertThat(engines.why()).contains(OpenSsl.isAvailable() ? "BoringSSL" : "not available");
        }
        assertThatThrownBy(() -> TlsEngines.choose("conscrypt"))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("gossip.netty.tls=conscrypt")
                .hasMessageContaining("auto, jdk or openssl");
    }

    @Test
    void whatBoringSslWouldIgnoreIsLeftToTheJdk() {
        assumeThat(OpenSsl.isAvailable()).isTrue();
        try (TlsEngines engines = TlsEngines.choose("openssl")) {
            assertThat(isNative(engines, BOB)).isTrue();
            assertThat(isNative(engines, BOB.groups("secp256r1"))).isTrue();
            assertThat(isNative(engines, BOB.groups("x448"))).isFalse();
            assertThat(isNative(engines, BOB.suites("TLS_AES_128_GCM_SHA256"))).isFalse();
            TestTls old = BOB.protocol("TLSv1.2");
            assertThat(isNative(engines, old.suites("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")))
                    .isTrue();
            assertThat(isNative(engines, old.suites("TLS_DHE_DSS_WITH_AES_128_GCM_SHA256")))
                    .isFalse();
        }
        try (TlsEngines engines = TlsEngines.choose("jdk")) {
            assertThat(isNative(engines, BOB)).isFalse();
        }
    }

    @Test
    void contextsAreSharedAndBounded() {
        assumeThat(OpenSsl.isAvailable()).isTrue();
        try (OpenSslContexts contexts = new OpenSslContexts()) {
            for (int i = 0; i < 3; i++) {
                release(contexts, BOB);
            }
            assertThat(contexts.size()).isEqualTo(1);
            for (int i = 0; i <= OpenSslContexts.MAX_KEPT; i++) {
                release(contexts, TestTls.of("bob", "root"));
            }
            assertThat(contexts.size()).isEqualTo(OpenSslContexts.MAX_KEPT);
        }
    }

    @ParameterizedTest
    @CsvSource({"jdk,openssl", "openssl,jdk", "openssl,openssl"})
    void enginesUnderstandEachOtherAndKeepToTheirGroups(String client, String server) {
        try (Wire wire = new Wire(client, BOB.groups("secp256r1"), server, ALICE)) {
            wire.run();
            assertThat(wire.failures()).isEmpty();
        }
        assumeThat(OpenSsl.isAvailable()).isTrue();
        if (server.equals("openssl") && client.equals("openssl")) {
            try (Wire wire = new Wire(client, BOB.groups("x25519"), server, ALICE.groups("secp256r1"))) {
                wire.run();
                assertThat(wire.failures()).anySatisfy(text -> assertThat(text).contains("NO_SHARED_GROUP"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "openssl"})
    void bothSidesHearThatACertificateExpired(String engine) {
        // With TLS 1.3 a client is finished before the server has judged it.
        TestTls expired = TestTls.of("expired", "root").protocol("TLSv1.2");
        for (boolean client : new boolean[] {true, false}) {
            TestTls dialler = client ? expired : BOB;
            try (Wire wire = new Wire(engine, dialler, engine, client ? ALICE : expired)) {
                wire.run();
                assertThat(wire.failures())
                        .anySatisfy(text -> assertThat(text).contains("NotAfter: Fri Jan 02"))
                        .anySatisfy(text -> assertThat(text).containsIgnoringCase("alert"));
            }
        }
    }

    private static boolean isNative(TlsEngines engines, TlsContext tls) {
        SslHandler handler = engines.client(tls, ADDRESS, ByteBufAllocator.DEFAULT, Runnable::run);
        boolean isNative = handler.engine() instanceof ReferenceCountedOpenSslEngine;
        // A pipeline frees the engine.
        new EmbeddedChannel(handler).finishAndReleaseAll();
        return isNative;
    }

    private static void release(OpenSslContexts contexts, TlsContext tls) {
        contexts.newEngine(tls, "localhost", ByteBufAllocator.DEFAULT)
                .ifPresent(engine -> ((ReferenceCountedOpenSslEngine) engine).release());
    }

    /** Two TLS handlers wired back to back in memory, on one thread. */
    private static final class Wire implements AutoCloseable {

        private final TlsEngines clients;
        private final TlsEngines servers;
        private final SslHandler client;
        private final SslHandler server;
        private final EmbeddedChannel near;
        private final EmbeddedChannel far;

        Wire(String clientEngine, TestTls clientTls, String serverEngine, TestTls serverTls) {
            clients = TlsEngines.choose(clientEngine);
            servers = TlsEngines.choose(serverEngine);
            server = servers.server(serverTls, ByteBufAllocator.DEFAULT, Runnable::run);
            client = clients.client(clientTls, ADDRESS, ByteBufAllocator.DEFAULT, Runnable::run);
            far = new EmbeddedChannel(server);
            near = new EmbeddedChannel(client);
        }

        void run() {
            boolean progress = true;
            while (progress) {
                near.runPendingTasks();
                far.runPendingTasks();
                progress = move(near, far) | move(far, near);
            }
        }

        List<String> failures() {
            return List.of(client, server).stream()
                    .map(handler -> handler.handshakeFuture().cause())
                    .filter(cause -> cause != null)
                    .map(Failures::describe)
                    .toList();
        }

        private static boolean move(EmbeddedChannel from, EmbeddedChannel to) {
            boolean moved = false;
            for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
                if (to.isOpen()) {
                    to.writeOneInbound(bytes);
                } else {
                    ReferenceCountUtil.release(bytes);
                }
                moved = true;
            }
            return moved;
        }

        @Override
        public void close() {
            near.finishAndReleaseAll();
            far.finishAndReleaseAll();
            clients.close();
            servers.close();
        }
    }
}
