package dev.gossip.transport.netty;

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
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"nio", "epoll"})
class LifeCycleTest {

    @Parameter
    String io;

    private TestRuntime runtime;
    private Loopback loopback;

    @BeforeEach
    void open() {
        runtime = new TestRuntime(io);
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
            void duringOpen(Connection connection) {
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
    void theRuntimeClosesWhatIsOpenOnLoopsThatAreBusy() {
        NettyLoops loops = runtime.shared(NettyLoops.class, () -> {
            throw new AssertionError("the test runtime opens it");
        });
        Recorder near = new Recorder();
        Recorder far = new Recorder();
        loopback.connect(loopback.listen(Loopback.PLAIN, far), Loopback.PLAIN, near);
        far.connection();
        CountDownLatch busy = new CountDownLatch(Runtime.getRuntime().availableProcessors());
        for (long i = busy.getCount(); i > 0; i--) {
            EventLoop loop = loops.next();
            loop.execute(() -> {
                busy.countDown();
                Await.until("the loop to be told to stop", loop::isShuttingDown);
            });
        }
        Await.until("all loops to be busy", () -> busy.getCount() == 0);
        runtime.close();
        assertThat(near.closeReason().initiator()).isEqualTo(CloseReason.Initiator.LOCAL);
        assertThat(far.closeReason().initiator()).isEqualTo(CloseReason.Initiator.LOCAL);
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
    void aDeadPortIsNamedInTheFailure() throws IOException {
        // Bound and not listening: dials are refused, and no other process can take the port meanwhile.
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress("127.0.0.1", 0));
            PeerAddress dead = PeerAddress.of("127.0.0.1", bound.getLocalPort());
            Recorder client = new Recorder();
            assertThat(Await.failure(loopback.tryConnect(dead, Loopback.PLAIN, client)))
                    .isInstanceOf(GossipException.class)
                    .hasMessageContaining(dead.toString())
                    .hasMessageContaining("refused")
                    .hasCauseInstanceOf(ConnectException.class);
            assertThat(client.opened).isNotDone();
            assertThat(client.violations).isEmpty();
        }
    }

    @Test
    void aPeerThatNeverShakesHandsMeetsTheDeadline() throws IOException {
        LinkOptions hasty = Loopback.timeout(Loopback.options(TestTls.of("alice", "root")), Duration.ofMillis(200));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PeerAddress address = PeerAddress.of("127.0.0.1", silent.getLocalPort());
            assertThat(Await.failure(loopback.tryConnect(address, hasty, new Recorder())))
                    .isInstanceOf(GossipException.class)
                    .hasMessageContaining(address.toString())
                    .hasMessageContaining("200 ms");
        }
    }

    @Test
    void aCancelledDialEndsItsHandshake() throws IOException {
        LinkOptions tls = Loopback.options(TestTls.of("alice", "root"));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PeerAddress address = PeerAddress.of("127.0.0.1", silent.getLocalPort());
            Recorder client = new Recorder();
            CompletableFuture<Connection> dial =
                    loopback.tryConnect(address, tls, client).toCompletableFuture();
            try (Socket accepted = silent.accept()) {
                accepted.setSoTimeout((int) Await.LIMIT.toMillis());
                assertThat(accepted.getInputStream().read()).isPositive();
                dial.cancel(false);
                assertThat(accepted.getInputStream().readAllBytes()).isNotEmpty();
            }
            assertThat(client.opened).isNotDone();
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
