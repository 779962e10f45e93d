package dev.gossip.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Closing against peers that do not play along. */
@ParameterizedClass
@CsvSource({"nio,jdk", "epoll,jdk", "nio,openssl", "epoll,openssl"})
class GracefulCloseTest {

    private static final CloseReason DONE = CloseReason.local("done");

    @Parameter(0)
    String io;

    @Parameter(1)
    String tls;

    private ManualTimers timers;
    private TestRuntime runtime;
    private Loopback loopback;
    private Recorder server;

    @BeforeEach
    void open() {
        timers = new ManualTimers();
        runtime = new TestRuntime(io, tls, timers);
        loopback = new Loopback(runtime);
        server = new Recorder();
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void aPeerThatReadsNothingIsCutAfterTheWriteLimit() throws IOException {
        try (Socket socket = Loopback.raw(loopback.listen(Loopback.PLAIN, server))) {
            fillAndExpectTheWriteLimit(socket);
        }
    }

    @Test
    void aPeerThatReadsNothingIsCutAfterTheWriteLimitWithTls() throws IOException {
        LinkOptions options = Loopback.options(TestTls.of("alice", "root"));
        try (Socket socket = handshake(loopback.listen(options, server))) {
            fillAndExpectTheWriteLimit(socket);
        }
    }

    @Test
    void aPeerThatNeverClosesIsCutAfterLingering() throws IOException {
        try (Socket socket = Loopback.raw(loopback.listen(Loopback.PLAIN, server))) {
            expectLingering(socket);
        }
    }

    @Test
    void aPeerThatNeverClosesIsCutAfterLingeringWithTls() throws IOException {
        LinkOptions options = Loopback.options(TestTls.of("alice", "root"));
        try (Socket socket = handshake(loopback.listen(options, server))) {
            expectLingering(socket);
        }
    }

    @Test
    void aChannelWithoutHandlersIsClosedAllTheSame() {
        EmbeddedChannel channel = new EmbeddedChannel();
        assertThat(channel.pipeline().firstContext()).isNull();
        GracefulClose closing = new GracefulClose(channel, null, timers);
        closing.begin();
        timers.expire(GracefulClose.WRITE_LIMIT);
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    private void fillAndExpectTheWriteLimit(Socket socket) {
        Connection connection = server.connection();
        Bytes frame = Bytes.wrap(new byte[Loopback.MAX_FRAME]);
        for (int i = 0; i < 4; i++) {
            Await.until("room in the queue or a full kernel", () -> {
                connection.offer(frame, FramePriority.DATA);
                return connection.queuedBytes() > 0;
            });
        }
        connection.close(DONE);
        Await.until("the limit is set", () -> timers.has(GracefulClose.WRITE_LIMIT));
        assertThat(server.closed).isNotDone();
        assertThat(socket.isConnected()).isTrue();
        timers.expire(GracefulClose.WRITE_LIMIT);
        assertThat(server.closeReason()).isEqualTo(DONE);
        assertThat(timers.has(GracefulClose.WRITE_LIMIT)).isFalse();
    }

    private void expectLingering(Socket socket) throws IOException {
        Connection connection = server.connection();
        connection.offer(Bytes.utf8("bye"), FramePriority.CONTROL);
        connection.close(DONE);
        assertThat(socket.getInputStream().readNBytes(7)).endsWith('b', 'y', 'e');
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        assertThat(server.closed).isNotDone();
        assertThat(timers.has(GracefulClose.LINGER_LIMIT)).isTrue();
        timers.expire(GracefulClose.LINGER_LIMIT);
        assertThat(server.closeReason()).isEqualTo(DONE);
    }

    private static Socket handshake(Listener listener) throws IOException {
        SSLSocket socket = (SSLSocket) TestTls.of("bob", "root")
                .sslContext()
                .getSocketFactory()
                .createSocket(listener.address().host(), listener.address().port());
        socket.setSoTimeout((int) Await.LIMIT.toMillis());
        socket.startHandshake();
        return socket;
    }
}
