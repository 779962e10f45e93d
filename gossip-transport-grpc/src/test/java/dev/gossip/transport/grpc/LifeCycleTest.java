package dev.gossip.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.core.StandardRuntime;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract cannot see: the provider, its refusals, and ends that peers do not take part in. */
class LifeCycleTest {

    private final ManualTimers timers = new ManualTimers();
    private final GossipRuntime runtime = new TimedRuntime(StandardRuntime.create(), timers);
    private final Loopback loopback = new Loopback(runtime);
    private final Recorder near = new Recorder();
    private final Recorder far = new Recorder();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void theServiceLoaderFindsTheProvider() {
        assertThat(ServiceLoader.load(Transport.class).stream().map(ServiceLoader.Provider::get))
                .filteredOn(transport -> transport.name().equals("grpc"))
                .singleElement()
                .satisfies(transport -> {
                    assertThat(transport.carrier()).isEqualTo(CarrierKind.CALLS);
                    assertThat(transport.priority()).isPositive();
                    assertThat(transport.capabilities().tls()).isTrue();
                    assertThat(transport.capabilities().crossProcess()).isTrue();
                });
    }

    @Test
    void anotherCarriageIsRefusedNamingIt() {
        LinkOptions messages = LinkOptions.of(new Carriage.MessageStream("/p2p", 1), Optional.empty());
        assertThat(Await.failure(loopback.tryConnect(PeerAddress.of("127.0.0.1", 1), messages, near)))
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("MESSAGE_STREAM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many"})
    void anImpossibleNumberOfThreadsIsRefusedNamingTheProperty(String value) {
        assertThatThrownBy(() -> GrpcLoops.open(name -> value, runtime.time()))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("gossip.grpc.threads=" + value);
    }

    @Test
    void theEndOfTheRuntimeIsTheReasonOfBothEnds() {
        Connection connection = connect();
        runtime.close();
        assertThat(near.closeReason()).isEqualTo(CloseReason.local("the runtime was closed"));
        assertThat(far.closeReason()).isEqualTo(CloseReason.local("the runtime was closed"));
        assertThat(connection.offer(Bytes.utf8("late"), FramePriority.DATA)).isEqualTo(SendResult.CLOSED);
        connection.close(CloseReason.local("late"));
        connection.resumeReading();
    }

    @Test
    void aDialThatIsGivenUpNeverOpens() throws IOException {
        try (ServerSocket mute = new ServerSocket(0)) {
            var dial = loopback.tryConnect(PeerAddress.of("127.0.0.1", mute.getLocalPort()), Loopback.PLAIN, near)
                    .toCompletableFuture();
            Socket taken = mute.accept();
            dial.cancel(false);
            taken.getInputStream().transferTo(OutputStream.nullOutputStream());
            taken.close();
            assertThat(near.opened).isNotDone();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPeerThatDoesNotReadCannotHoldUpAClose(boolean dialler) {
        connect();
        Recorder closer = dialler ? near : far;
        Recorder lazy = dialler ? far : near;
        lazy.connection().pauseReading();
        Connection connection = closer.connection();
        Bytes frame = Bytes.wrap(new byte[100_000]);
        Await.until("congestion", () -> connection.offer(frame, FramePriority.DATA) == SendResult.CONGESTED);
        connection.close(CloseReason.local("enough"));
        Await.until("a limit of the close", () -> timers.has(GrpcConnection.WRITE_LIMIT));
        assertThat(closer.closed).isNotDone();
        timers.expire(GrpcConnection.WRITE_LIMIT);
        assertThat(closer.closeReason()).isEqualTo(CloseReason.local("enough"));
        // Whoever pauses hears of the end when it has read what came before.
        lazy.connection().resumeReading();
        assertThat(lazy.closeReason().initiator()).isNotEqualTo(CloseReason.Initiator.LOCAL);
        assertThat(connection.queuedBytes()).isZero();
    }

    @Test
    void aProbeThatIsNeverCompleteCostsItsConnectionAtTheConnectTimeout() throws IOException {
        Listener listener = loopback.listen(Loopback.PLAIN, far);
        try (RawPeer peer = new RawPeer(listener)) {
            peer.call(Loopback.PING);
            Await.until("a limit of the probe", () -> timers.has(Loopback.PLAIN.connectTimeout()));
            timers.expire(Loopback.PLAIN.connectTimeout());
            peer.socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        assertThat(far.opened).isNotDone();
    }

    @Test
    void aHostNameIsLookedUpForListeningAndDialling() {
        Listener listener = Await.result(new GrpcTransport()
                .listen(PeerAddress.of("localhost", 0), Loopback.PLAIN, remote -> Optional.of(far), runtime));
        assertThat(listener.address().host()).isEqualTo("localhost");
        Connection connection = loopback.connect(listener.address(), Loopback.PLAIN, near);
        assertThat(connection.remote()).isEqualTo(listener.address());
        far.connection();
    }

    private Connection connect() {
        Listener listener = loopback.listen(Loopback.PLAIN, far);
        Connection connection = loopback.connect(listener.address(), Loopback.PLAIN, near);
        far.connection();
        return connection;
    }
}
