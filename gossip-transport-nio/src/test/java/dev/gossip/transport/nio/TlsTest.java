package dev.gossip.transport.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.Listener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

    private static final TestTls ALICE = TestTls.of("alice", "root");
    private static final TestTls BOB = TestTls.of("bob", "root");

    private TestRuntime runtime;
    private Loopback loopback;
    private Recorder server;

    @BeforeEach
    void open() {
        runtime = new TestRuntime();
        loopback = new Loopback(runtime);
        server = new Recorder();
    }

    @AfterEach
    void close() {
        runtime.close();
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

    /** TLS 1.2 negotiates anew, with new certificate checks; TLS 1.3 changes keys. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSecondHandshakeDisturbsNobody(String protocol) throws IOException {
        Listener listener = loopback.listen(Loopback.options(ALICE), server);
        try (SSLSocket peer = peer(listener, protocol)) {
            for (int i = 0; i < 3; i++) {
                peer.startHandshake();
                peer.getOutputStream().write(TestFraming.stream(List.of(Bytes.ofLong(i))));
                assertThat(server.nextFrame()).isEqualTo(Bytes.ofLong(i));
                server.connection().offer(Bytes.wrap(new byte[100_000]), FramePriority.DATA);
                assertThat(peer.getInputStream().readNBytes(100_004)).hasSize(100_004);
            }
        }
        assertThat(server.closeReason()).isEqualTo(CloseReason.remote("closed by the other side"));
    }

    @Test
    void aPeerThatSaysGoodbyeGetsOne() throws IOException {
        Listener listener = loopback.listen(Loopback.options(ALICE), server);
        try (SSLSocket peer = peer(listener, "TLSv1.3")) {
            peer.startHandshake();
            peer.shutdownOutput();
            assertThat(peer.getInputStream().read())
                    .as("a goodbye, or reading fails")
                    .isEqualTo(-1);
        }
        assertThat(server.closeReason().initiator()).isEqualTo(CloseReason.Initiator.REMOTE);
    }

    @Test
    void aPauseHoldsBackWhatIsNotDecrypted() {
        Recorder pausing = new Recorder() {
            @Override
            public void onFrame(Connection connection, Bytes frame) {
                // First the pause, then the news: the test resumes as soon as it has the frame.
                connection.pauseReading();
                super.onFrame(connection, frame);
            }
        };
        Connection dialled = loopback.connect(
                loopback.listen(Loopback.options(ALICE), pausing), Loopback.options(BOB), new Recorder());
        for (int i = 0; i < 200; i++) {
            dialled.offer(Bytes.concat(Bytes.ofLong(i), Bytes.wrap(new byte[5_000])), FramePriority.DATA);
        }
        dialled.close(CloseReason.local("done"));
        for (int i = 0; i < 200; i++) {
            assertThat(pausing.nextFrame().slice(0, 8)).isEqualTo(Bytes.ofLong(i));
            assertThat(pausing.frames).as("frames after a pause").isEmpty();
            pausing.connection().resumeReading();
        }
        assertThat(pausing.closeReason().initiator()).isEqualTo(CloseReason.Initiator.REMOTE);
    }

    private static SSLSocket peer(Listener listener, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket) BOB.sslContext()
                .getSocketFactory()
                .createSocket(listener.address().host(), listener.address().port());
        socket.setSoTimeout((int) Await.LIMIT.toMillis());
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }
}
