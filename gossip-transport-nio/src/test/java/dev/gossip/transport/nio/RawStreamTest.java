package dev.gossip.transport.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.Listener;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
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
