package dev.gossip.transport.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifeCycleTest {

    private TestRuntime runtime;
    private Loopback loopback;

    @BeforeEach
    void open() {
        runtime = new TestRuntime();
        loopback = new Loopback(runtime);
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void acceptedFramesArriveBeforeACloseEvenIfThePeerKeepsTalking() {
        Recorder server = new Recorder();
        Recorder client = new Recorder() {
            @Override
            void afterOpen(Connection connection) {
                for (int i = 0; i < 100; i++) {
                    connection.offer(Bytes.wrap(new byte[10_000]), FramePriority.DATA);
                }
            }
        };
        loopback.connect(loopback.listen(Loopback.PLAIN, server), Loopback.PLAIN, client);
        int accepted = 0;
        while (accepted < 300) {
            assertThat(server.connection().offer(Bytes.ofLong(accepted++), FramePriority.DATA))
                    .isEqualTo(SendResult.ACCEPTED);
        }
        server.connection().close(CloseReason.local("done"));

        for (int i = 0; i < accepted; i++) {
            assertThat(client.nextFrame()).isEqualTo(Bytes.ofLong(i));
        }
        assertThat(server.closeReason()).isEqualTo(CloseReason.local("done"));
        assertThat(client.closeReason().initiator()).isEqualTo(CloseReason.Initiator.REMOTE);
    }

    @Test
    void theRuntimeClosesWhatIsOpen() {
        Recorder server = new Recorder();
        Recorder client = new Recorder();
        loopback.connect(loopback.listen(Loopback.PLAIN, server), Loopback.PLAIN, client);
        server.connection();
        runtime.close();

        Await.until("both ends closed", () -> client.closed.isDone() && server.closed.isDone());
        assertThat(client.violations).isEmpty();
        assertThat(client.connection().offer(Bytes.utf8("x"), FramePriority.DATA))
                .isEqualTo(SendResult.CLOSED);
        assertThat(Await.failure(loopback.tryConnect(PeerAddress.of("127.0.0.1", 9), Loopback.PLAIN, new Recorder())))
                .isInstanceOf(GossipException.class);
    }

    @Test
    void namesAreResolvedAndEveryAddressIsTried() {
        Recorder server = new Recorder();
        Listener listener = loopback.listen(Loopback.PLAIN, server);
        PeerAddress named = PeerAddress.of("localhost", listener.address().port());
        Connection dialled = Await.result(loopback.tryConnect(named, Loopback.PLAIN, new Recorder()));
        assertThat(dialled.remote()).isEqualTo(named);
        dialled.offer(Bytes.utf8("by name"), FramePriority.DATA);
        assertThat(server.nextFrame()).isEqualTo(Bytes.utf8("by name"));
    }

    @Test
    void ipv6Works() throws IOException {
        assumeThat(hasIpv6Loopback()).isTrue();
        Recorder server = new Recorder();
        Listener listener = Await.result(
                loopback.tryListen(PeerAddress.of("::1", 0), Loopback.PLAIN, remote -> Optional.of(server)));
        Connection dialled = loopback.connect(listener, Loopback.PLAIN, new Recorder());
        assertThat(dialled.remote().host()).isEqualTo("::1");
        assertThat(server.connection().remote()).isEqualTo(dialled.local());
        assertThat(server.connection().remote().host()).isEqualTo("::1");
    }

    @Test
    void aDialThatItsCallerGaveUpEndsAtThePeerToo() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletionStage<Connection> dial = loopback.tryConnect(
                    PeerAddress.of("127.0.0.1", silent.getLocalPort()),
                    Loopback.options(TestTls.of("alice", "root")),
                    new Recorder());
            try (Socket peer = silent.accept()) {
                peer.setSoTimeout((int) Await.LIMIT.toMillis());
                assertThat(peer.getInputStream().read()).as("a hello").isNotEqualTo(-1);
                dial.toCompletableFuture().cancel(false);
                assertThat(peer.getInputStream().readAllBytes())
                        .as("its rest and the end")
                        .isNotEmpty();
            }
        }
    }

    @Test
    void anUnknownNameIsNamedInTheFailure() {
        assertThat(Await.failure(
                        loopback.tryConnect(PeerAddress.of("no-such-host.invalid", 1), Loopback.PLAIN, new Recorder())))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("no-such-host.invalid:1")
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void anotherCarrierIsRefused() {
        LinkOptions calls = LinkOptions.of(new Carriage.Calls("a.B/C", Optional.empty(), 1), Optional.empty());
        assertThat(Await.failure(loopback.tryConnect(PeerAddress.of("127.0.0.1", 1), calls, new Recorder())))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("CALLS");
    }

    private static boolean hasIpv6Loopback() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("::1", 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
