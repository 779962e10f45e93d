package dev.gossip.transport.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.Listener;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a plain socket, so that the test decides where the stream is broken. */
class RawStreamTest {

    private TestRuntime runtime;
    private Recorder server;
    private Listener listener;

    @BeforeEach
    void open() {
        runtime = new TestRuntime();
        server = new Recorder();
        listener = new Loopback(runtime).listen(Loopback.PLAIN, server);
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void oneByteAtATime() throws IOException {
        List<Bytes> frames = List.of(Bytes.utf8("first"), Bytes.empty(), Bytes.wrap(new byte[300]), Bytes.utf8("last"));
        try (Socket socket = Loopback.raw(listener)) {
            OutputStream out = socket.getOutputStream();
            for (byte b : TestFraming.stream(frames)) {
                out.write(b);
            }
            assertThat(server.nextFrames(4)).isEqualTo(frames);
        }
        assertThat(server.closeReason()).isEqualTo(CloseReason.remote("closed by the other side"));
    }

    @Test
    void anyChunking() throws IOException {
        long seed = 20261121L;
        SplittableRandom random = new SplittableRandom(seed);
        List<Bytes> frames = frames(random, 400, 3_000);
        frames.addAll(frames(random, 4, 900_000));
        byte[] stream = TestFraming.stream(frames);
        try (Socket socket = Loopback.raw(listener)) {
            OutputStream out = socket.getOutputStream();
            for (int at = 0; at < stream.length; ) {
                int count = Math.min(stream.length - at, 1 + random.nextInt(random.nextBoolean() ? 10 : 70_000));
                out.write(stream, at, count);
                at += count;
            }
            assertThat(server.nextFrames(frames.size())).as("seed %d", seed).isEqualTo(frames);
        }
    }

    @Test
    void whatWeWriteIsThePrefixAndTheFrame() throws IOException {
        long seed = 7L;
        List<Bytes> frames = frames(new SplittableRandom(seed), 200, 5_000);
        frames.addAll(frames(new SplittableRandom(seed), 3, 600_000));
        try (Socket socket = Loopback.raw(listener)) {
            Connection connection = server.connection();
            frames.forEach(frame -> connection.offer(frame, FramePriority.DATA));
            byte[] expected = TestFraming.stream(frames);
            byte[] received = new byte[expected.length];
            new DataInputStream(socket.getInputStream()).readFully(received);
            assertThat(received).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void anOversizeAnnouncementClosesTheConnection() throws IOException {
        try (Socket socket = Loopback.raw(listener)) {
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(4).putInt(Loopback.MAX_FRAME + 1).array());
            CloseReason reason = server.closeReason();
            assertThat(reason.reason()).isEqualTo(DropReason.FRAME_TOO_LARGE);
            assertThat(reason.initiator()).isEqualTo(CloseReason.Initiator.LOCAL);
            assertThat(reason.detail()).contains(String.valueOf(Loopback.MAX_FRAME));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(server.frames).isEmpty();
    }

    @Test
    void framesBeforeABadOneAreDelivered() throws IOException {
        try (Socket socket = Loopback.raw(listener)) {
            byte[] good = TestFraming.stream(List.of(Bytes.utf8("good")));
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(good.length + 8)
                            .put(good)
                            .putInt(-1)
                            .array());
            assertThat(server.nextFrame()).isEqualTo(Bytes.utf8("good"));
            assertThat(server.closeReason().reason()).isEqualTo(DropReason.FRAME_TOO_LARGE);
        }
    }

    @Test
    void aResetIsReported() throws IOException {
        Socket socket = Loopback.raw(listener);
        server.connection();
        socket.setSoLinger(true, 0);
        socket.close();
        CloseReason reason = server.closeReason();
        assertThat(reason.initiator()).isEqualTo(CloseReason.Initiator.CARRIER);
        assertThat(reason.detail()).containsIgnoringCase("reset");
    }

    @Test
    void aPeerThatEndsItsOutputHasClosed() throws IOException {
        try (Socket socket = Loopback.raw(listener)) {
            socket.getOutputStream().write(TestFraming.stream(List.of(Bytes.utf8("last"))));
            socket.shutdownOutput();
            assertThat(server.nextFrame()).isEqualTo(Bytes.utf8("last"));
            assertThat(server.closeReason().initiator()).isEqualTo(CloseReason.Initiator.REMOTE);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aPeerThatOnlyListensGetsEverythingBeforeAClose() throws IOException {
        List<Bytes> frames = frames(new SplittableRandom(3), 30, 400_000);
        try (Socket socket = Loopback.raw(listener)) {
            Connection connection = server.connection();
            // Until the kernel is full, so that something is left to be written after the close.
            List<Bytes> sent = new ArrayList<>();
            for (int i = 0; connection.queuedBytes() < 2 << 20; i++) {
                Bytes frame = frames.get(i % frames.size());
                if (connection.offer(frame, FramePriority.DATA) == SendResult.ACCEPTED) {
                    sent.add(frame);
                }
            }
            connection.close(CloseReason.local("done"));
            socket.shutdownOutput();
            assertThat(Bytes.wrap(socket.getInputStream().readAllBytes()))
                    .isEqualTo(Bytes.wrap(TestFraming.stream(sent)));
        }
        assertThat(server.closeReason()).isEqualTo(CloseReason.local("done"));
    }

    @Test
    void anIdleConnectionHoldsNoBuffer() throws IOException {
        try (Socket socket = Loopback.raw(listener)) {
            Connection connection = server.connection();
            connection.offer(Bytes.wrap(new byte[100_000]), FramePriority.DATA);
            new DataInputStream(socket.getInputStream()).readFully(new byte[100_004]);
            socket.getOutputStream().write(TestFraming.stream(List.of(Bytes.utf8("answer"))));
            server.nextFrame();
            Await.until("all buffers back", () -> Loopback.lentBuffers(runtime) == 0);

            Await.until("one buffer for what the peer does not take", () -> {
                connection.offer(Bytes.wrap(new byte[100_000]), FramePriority.DATA);
                return Loopback.lentBuffers(runtime) == 1;
            });
        }
        server.closeReason();
        assertThat(Loopback.lentBuffers(runtime)).as("after the end").isZero();
    }

    private static List<Bytes> frames(SplittableRandom random, int count, int maxLength) {
        List<Bytes> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[random.nextInt(maxLength + 1)];
            random.nextBytes(content);
            frames.add(Bytes.wrap(content));
        }
        return frames;
    }
}
