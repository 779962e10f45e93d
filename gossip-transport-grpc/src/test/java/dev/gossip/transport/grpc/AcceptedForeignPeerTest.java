package dev.gossip.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.StandardRuntime;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.CloseReason.Initiator;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.Listener;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Being dialled by a plain gRPC client, as Fabric's peers are. */
class AcceptedForeignPeerTest {

    private final GossipRuntime runtime = StandardRuntime.create();
    private final Recorder near = new Recorder();
    private final Listener listener = new Loopback(runtime).listen(Loopback.options(1_000, null), near);
    private final ManagedChannel channel = NettyChannelBuilder.forAddress(
                    "127.0.0.1", listener.address().port())
            .usePlaintext()
            .build();
    private final Foreign.Inbox far = new Foreign.Inbox();

    @AfterEach
    void close() {
        channel.shutdownNow();
        runtime.close();
    }

    @Test
    void c01_aProbeWithoutAStreamGetsAnEmptyAnswerAndIsNoConnection() {
        for (byte[] question : new byte[][] {{}, {1, 2, 3}}) {
            assertThat(ClientCalls.blockingUnaryCall(channel, Foreign.PING, CallOptions.DEFAULT, question))
                    .isEmpty();
        }
        assertThat(near.opened).isNotDone();
    }

    @Test
    void framesGoBothWaysAndTheEndOfTheClientIsTheEnd() {
        StreamObserver<byte[]> out = stream(CallOptions.DEFAULT);
        out.onNext(Foreign.bytes("hello"));
        out.onNext(new byte[0]);
        out.onNext(new byte[1_000]);
        assertThat(near.nextFrame()).isEqualTo(Bytes.utf8("hello"));
        assertThat(near.nextFrame()).isEqualTo(Bytes.empty());
        assertThat(near.nextFrame().length()).isEqualTo(1_000);
        near.connection().offer(Bytes.utf8("welcome"), FramePriority.DATA);
        assertThat(far.next()).isEqualTo(Foreign.bytes("welcome"));
        out.onCompleted();
        assertThat(near.closeReason()).isEqualTo(CloseReason.remote("closed by the other side"));
        assertThat(Await.result(far.end).isOk()).isTrue();
    }

    @Test
    void aClientThatSaysAllAtOnceStillGetsItsAnswer() {
        Recorder answering = new Recorder() {
            @Override
            void duringFrame(Connection connection, Bytes frame) {
                connection.offer(frame, FramePriority.DATA);
            }
        };
        Listener other = new Loopback(runtime).listen(Loopback.PLAIN, answering);
        ManagedChannel to = NettyChannelBuilder.forAddress(
                        "127.0.0.1", other.address().port())
                .usePlaintext()
                .build();
        StreamObserver<byte[]> out =
                ClientCalls.asyncBidiStreamingCall(to.newCall(Foreign.STREAM, CallOptions.DEFAULT), far);
        out.onNext(new byte[500_000]);
        out.onNext(new byte[1]);
        out.onCompleted();
        assertThat(far.next()).hasSize(500_000);
        assertThat(far.next()).hasSize(1);
        assertThat(Await.result(far.end).isOk()).isTrue();
        assertThat(answering.closeReason()).isEqualTo(CloseReason.remote("closed by the other side"));
        to.shutdownNow();
    }

    @Test
    void aCloseWithoutBlameEndsWithOkBehindWhatWasAccepted() {
        stream(CallOptions.DEFAULT);
        Connection connection = near.connection();
        connection.offer(Bytes.utf8("identity"), FramePriority.CONTROL);
        connection.close(CloseReason.local("probed"));
        assertThat(far.next()).isEqualTo(Foreign.bytes("identity"));
        assertThat(Await.result(far.end).isOk()).isTrue();
        assertThat(near.closeReason()).isEqualTo(CloseReason.local("probed"));
    }

    @Test
    void aCloseWithBlameEndsWithUnknownAndTheReason() {
        stream(CallOptions.DEFAULT);
        near.connection().close(CloseReason.refused(DropReason.GREETING_REFUSED, "wrong\nsignature"));
        Status status = Await.result(far.end);
        assertThat(status.getCode()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(status.getDescription()).isEqualTo("wrong signature");
    }

    @Test
    void aFailureOfOurHandlerIsNotExplainedToThePeer() {
        Recorder failing = new Recorder() {
            @Override
            void duringFrame(Connection connection, Bytes frame) {
                throw new IllegalStateException("a secret");
            }
        };
        try (Listener other = new Loopback(runtime).listen(Loopback.PLAIN, failing)) {
            ManagedChannel to = NettyChannelBuilder.forAddress(
                            "127.0.0.1", other.address().port())
                    .usePlaintext()
                    .build();
            ClientCalls.asyncBidiStreamingCall(to.newCall(Foreign.STREAM, CallOptions.DEFAULT), far)
                    .onNext(new byte[1]);
            assertThat(Await.result(far.end).getDescription()).isEqualTo("internal failure");
            assertThat(failing.closeReason().reason()).isEqualTo(DropReason.HANDLER_FAILED);
            to.shutdownNow();
        }
    }

    @Test
    void aMessageAboveTheLimitIsOurRefusal() {
        StreamObserver<byte[]> out = stream(CallOptions.DEFAULT);
        near.connection();
        out.onNext(new byte[1_001]);
        CloseReason reason = near.closeReason();
        assertThat(reason.reason()).isEqualTo(DropReason.FRAME_TOO_LARGE);
        assertThat(reason.initiator()).isEqualTo(Initiator.LOCAL);
        assertThat(reason.detail()).contains("1000").contains("1001");
        assertThat(Await.result(far.end).isOk()).isFalse();
    }

    @Test
    void aCancelledCallIsClosedByThePeer() {
        ClientCall<byte[], byte[]> call = channel.newCall(Foreign.STREAM, CallOptions.DEFAULT);
        ClientCalls.asyncBidiStreamingCall(call, far);
        near.connection();
        call.cancel("no longer", null);
        assertThat(near.closeReason()).isEqualTo(CloseReason.remote("cancelled by the other side"));
    }

    @Test
    void compressedMessagesAreNotSpoken() {
        stream(CallOptions.DEFAULT.withCompression("gzip")).onNext(new byte[500]);
        assertThat(Await.result(far.end).getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(near.opened).isNotDone();
    }

    @Test
    void anUnknownMethodIsUnimplemented() {
        var method = Foreign.PING.toBuilder()
                .setFullMethodName("protos.Endorser/Process")
                .build();
        ClientCall<byte[], byte[]> call = channel.newCall(method, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        far.end.complete(status);
                    }
                },
                new Metadata());
        call.halfClose();
        assertThat(Await.result(far.end).getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void aProbeBesideAStreamDisturbsNobody() {
        stream(CallOptions.DEFAULT).onNext(new byte[1]);
        near.nextFrame();
        assertThat(ClientCalls.blockingUnaryCall(channel, Foreign.PING, CallOptions.DEFAULT, new byte[0]))
                .isEmpty();
        assertThat(near.closed).isNotDone();
    }

    private StreamObserver<byte[]> stream(CallOptions options) {
        return ClientCalls.asyncBidiStreamingCall(channel.newCall(Foreign.STREAM, options), far);
    }
}
