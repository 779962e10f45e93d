package dev.gossip.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.SecurityFacts;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"jdk", "openssl"})
class TlsTest {

    private static final TestTls ALICE = TestTls.of("alice", "root");
    private static final TestTls BOB = TestTls.of("bob", "root");

    @Parameter
    String engine;

    private TestRuntime runtime;
    private Loopback loopback;
    private Recorder server;

    @BeforeEach
    void open() {
        runtime = new TestRuntime("auto", engine);
        loopback = new Loopback(runtime);
        server = new Recorder();
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void bothSidesKnowWhoIsThereAndWhatTheyShowed(String protocol) {
        Listener listener = loopback.listen(Loopback.options(ALICE), server);
        Connection dialled = loopback.connect(listener, Loopback.options(BOB.protocol(protocol)), new Recorder());
        SecurityFacts atClient = dialled.security();
        SecurityFacts atServer = server.connection().security();

        assertThat(atClient.protocol()).isEqualTo(protocol);
        assertThat(atClient.cipherSuite()).startsWith("TLS_").isEqualTo(atServer.cipherSuite());
        assertThat(atClient.peerChain().get(0)).isEqualTo(ALICE.leaf());
        assertThat(atClient.ownLeaf()).contains(BOB.leaf());
        assertThat(atServer.protocol()).isEqualTo(protocol);
        assertThat(atServer.peerChain()).isEqualTo(BOB.ownChain());
        assertThat(atServer.peerLeaf()).contains(BOB.leaf());
        assertThat(atServer.ownLeaf()).contains(ALICE.leaf());
    }

    @Test
    void everyConnectionJudgesThePeerAnew() {
        TestTls alice = TestTls.of("alice", "root");
        TestTls bob = TestTls.of("bob", "root").verifyingNames();
        BlockingQueue<Recorder> handlers = new LinkedBlockingQueue<>();
        Listener listener = loopback.listen(Loopback.options(alice), remote -> Optional.ofNullable(handlers.poll()));
        int connections = 0;
        for (String protocol : new String[] {"TLSv1.3", "TLSv1.3", "TLSv1.2", "TLSv1.2"}) {
            Recorder accepted = new Recorder();
            Recorder dialled = new Recorder();
            handlers.add(accepted);
            Connection connection = loopback.connect(listener, Loopback.options(bob.protocol(protocol)), dialled);
            accepted.connection().offer(Bytes.utf8("after any session ticket"), FramePriority.DATA);
            dialled.nextFrame();
            connection.close(CloseReason.local("next"));
            dialled.closeReason();

            connections++;
            assertThat(accepted.connection().security().peerLeaf()).contains(bob.leaf());
            assertThat(dialled.connection().security().ownLeaf()).contains(bob.leaf());
            assertThat(bob.trustManager().judged).hasValue(connections);
            assertThat(alice.trustManager().judged).hasValue(connections);
        }
    }

    @Test
    void framesOfAnySizeSurvive() {
        long seed = 99L;
        SplittableRandom random = new SplittableRandom(seed);
        Connection dialled = loopback.connect(
                loopback.listen(Loopback.options(ALICE), server), Loopback.options(BOB), new Recorder());
        for (int size : new int[] {0, 1, 100, 16_383, 16_384, 16_385, 131_072, 131_073, 3_000_000, 5, 200_000}) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            while (dialled.offer(Bytes.copyOf(content), FramePriority.DATA) != SendResult.ACCEPTED) {
                Thread.yield();
            }
            assertThat(server.nextFrame()).as("seed %d, size %d", seed, size).isEqualTo(Bytes.wrap(content));
        }
        Await.until("nothing queued", () -> dialled.queuedBytes() == 0);
        for (int i = 0; i < 1_000; i++) {
            dialled.offer(Bytes.ofLong(i), FramePriority.DATA);
        }
        dialled.close(CloseReason.local("done"));
        for (int i = 0; i < 1_000; i++) {
            assertThat(server.nextFrame()).isEqualTo(Bytes.ofLong(i));
        }
        assertThat(server.closeReason().initiator()).isEqualTo(CloseReason.Initiator.REMOTE);
    }

    @Test
    void anExpiredServerCertificateIsNamedInTheFailure() {
        Listener listener = loopback.listen(Loopback.options(TestTls.of("expired", "root")), server);
        assertThat(dialFailure(listener.address(), BOB))
                .hasMessageContaining(listener.address().toString())
                .hasMessageContaining("NotAfter: Fri Jan 02");
    }

    @Test
    void strangersDoNotDisturbOthers() throws IOException {
        Listener listener = loopback.listen(Loopback.options(ALICE), remote -> Optional.of(server));
        try (Socket stranger = Loopback.raw(listener)) {
            stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            Await.until("the stranger is cut", () -> isCut(stranger));
        }
        assertThat(server.opened).isNotDone();
        Connection dialled = loopback.connect(listener, Loopback.options(BOB), new Recorder());
        dialled.offer(Bytes.utf8("hello"), FramePriority.DATA);
        assertThat(server.nextFrame()).isEqualTo(Bytes.utf8("hello"));
    }

    private Throwable dialFailure(PeerAddress address, TestTls tls) {
        Recorder client = new Recorder();
        Throwable failure = Await.failure(loopback.tryConnect(address, Loopback.options(tls), client));
        assertThat(failure).isInstanceOf(GossipException.class);
        assertThat(client.opened).isNotDone();
        return failure;
    }

    private static boolean isCut(Socket socket) {
        try {
            return socket.getInputStream().skip(Long.MAX_VALUE) == 0
                    && socket.getInputStream().read() == -1;
        } catch (IOException e) {
            return true;
        }
    }
}
