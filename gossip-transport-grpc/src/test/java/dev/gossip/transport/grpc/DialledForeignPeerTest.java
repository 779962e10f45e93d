package dev.gossip.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.StandardRuntime;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.CloseReason.Initiator;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dialling a plain gRPC server, as Fabric's peers are. */
class DialledForeignPeerTest {

    private static final Duration HASTY = Duration.ofMillis(300);

    private final GossipRuntime runtime = StandardRuntime.create();
    private final Loopback loopback = new Loopback(runtime);
    private final Recorder near = new Recorder();
    private final Foreign.Inbox far = new Foreign.Inbox();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void theServerIsProbedOnceAndThenSpokenTo() {
        try (ForeignServer server = serving(out -> out.onNext(Foreign.bytes("welcome")))) {
            Connection connection = loopback.connect(server.address(), Loopback.PLAIN, near);
            assertThat(connection.offer(Bytes.utf8("hello"), FramePriority.CONTROL))
                    .isEqualTo(SendResult.ACCEPTED);
            assertThat(far.next()).isEqualTo(Foreign.bytes("hello"));
            assertThat(near.nextFrame()).isEqualTo(Bytes.utf8("welcome"));
            assertThat(server.pings).hasValue(1);
            assertThat(server.streams).hasValue(1);

            connection.close(CloseReason.local("enough"));
            assertThat(Await.result(far.end).isOk()).isTrue();
        }
    }

    @Test
    void theReasonOfAnUnknownStatusIsTheReasonOfTheClose() {
        try (ForeignServer server = serving(out -> out.onError(
                Status.UNKNOWN.withDescription("no TLS certificate\r\n").asException()))) {
            loopback.connect(server.address(), Loopback.PLAIN, near);
            assertThat(near.closeReason()).isEqualTo(CloseReason.remote("UNKNOWN: no TLS certificate  "));
        }
    }

    @Test
    void aLongReasonIsShortened() {
        try (ForeignServer server = serving(out ->
                out.onError(Status.UNKNOWN.withDescription("x".repeat(3_000)).asException()))) {
            loopback.connect(server.address(), Loopback.PLAIN, near);
            assertThat(near.closeReason().detail()).hasSizeLessThan(300).startsWith("UNKNOWN: xxx");
        }
    }

    @Test
    void aCallThatEndsWithOkAfterItsAnswerIsNobodysFault() {
        try (ForeignServer server = serving(out -> {
            out.onNext(Foreign.bytes("identity"));
            out.onCompleted();
        })) {
            Connection connection = loopback.connect(server.address(), Loopback.PLAIN, near);
            assertThat(near.nextFrame()).isEqualTo(Bytes.utf8("identity"));
            assertThat(near.closeReason()).isEqualTo(CloseReason.remote("closed by the other side"));
            assertThat(connection.offer(Bytes.utf8("late"), FramePriority.DATA)).isEqualTo(SendResult.CLOSED);
        }
    }

    @Test
    void aMessageAboveTheLimitIsOurRefusal() {
        try (ForeignServer server = serving(out -> {
            out.onNext(new byte[1_000]);
            out.onNext(new byte[1_001]);
        })) {
            loopback.connect(server.address(), Loopback.options(1_000, null), near);
            assertThat(near.nextFrame().length()).isEqualTo(1_000);
            CloseReason reason = near.closeReason();
            assertThat(reason.reason()).isEqualTo(DropReason.FRAME_TOO_LARGE);
            assertThat(reason.initiator()).isEqualTo(Initiator.LOCAL);
            assertThat(reason.detail()).contains("1000").contains("1001");
            assertThat(near.frames).isEmpty();
        }
    }

    @Test
    void aServerWithoutTheProbeFailsTheDialBeforeAnyStream() {
        ServerServiceDefinition streamOnly = ServerServiceDefinition.builder("gossip.Gossip")
                .addMethod(Foreign.STREAM, ServerCalls.asyncBidiStreamingCall(out -> far))
                .build();
        try (ForeignServer server = new ForeignServer(streamOnly)) {
            expectFailure(server.address(), Await.LIMIT, "UNIMPLEMENTED");
            assertThat(server.streams).hasValue(0);
        }
    }

    @Test
    void aServerThatNeverAnswersTheProbeFailsTheDialAtItsDeadline() {
        try (ForeignServer server = new ForeignServer(out -> far, answer -> {})) {
            expectFailure(server.address(), HASTY, "no connection within 300 ms");
            assertThat(server.streams).hasValue(0);
        }
    }

    @Test
    void aHostThatAcceptsAndSaysNothingFailsTheDialAtItsDeadline() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            expectFailure(PeerAddress.of("127.0.0.1", mute.getLocalPort()), HASTY, "no connection within 300 ms");
        }
    }

    @Test
    void anUnknownHostFailsTheDialNamingIt() {
        expectFailure(PeerAddress.of("no-such-host.invalid", 7051), Await.LIMIT, "no-such-host.invalid");
    }

    @Test
    void aServerThatVanishesIsAFailureOfTheCarrier() {
        try (ForeignServer server = serving(out -> {})) {
            loopback.connect(server.address(), Loopback.PLAIN, near);
            Await.until("the stream to arrive", () -> server.streams.get() == 1);
            server.vanish();
            assertThat(near.closeReason().initiator()).isNotEqualTo(Initiator.LOCAL);
        }
    }

    private ForeignServer serving(Consumer<StreamObserver<byte[]>> behaviour) {
        return new ForeignServer(out -> {
            behaviour.accept(out);
            return far;
        });
    }

    private void expectFailure(PeerAddress address, Duration timeout, String why) {
        Throwable failure = Await.failure(loopback.tryConnect(address, Loopback.timeout(timeout), near));
        assertThat(failure).hasMessageContaining(address.hostAndPort()).hasMessageContaining(why);
        assertThat(near.opened).isNotDone();
    }
}
