package com.example.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.StandardRuntime;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.CloseReason.Initiator;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Peers that speak to a socket file without this transport, and misbehave; each test names the rule of the kit that it completes. */
@Timeout(60)
class UdsStrangerTest {

    private static final LinkOptions OPTIONS = new LinkOptions(
            new Carriage.ByteStream(new LengthPrefix(100_000)),
            Optional.empty(),
            Duration.ofMillis(300),
            1 << 20,
            4 << 20,
            256 << 10);

    @TempDir
    Path folder;

    private final UdsTransport transport = new UdsTransport();
    private final StandardRuntime runtime = StandardRuntime.create();
    private final Recorder far = new Recorder();
    private SocketChannel stranger;

    @BeforeEach
    void connectStranger() throws Exception {
        stranger = SocketChannel.open(UdsAddress.file(listen().address()));
    }

    @AfterEach
    void closeAll() throws Exception {
        stranger.close();
        runtime.close();
    }

    private Listener listen() throws Exception {
        return transport
                .listen(UdsAddress.of(folder, 0), OPTIONS, remote -> Optional.of(far), runtime)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static ByteBuffer stream(byte[]... frames) {
        ByteBuffer stream = ByteBuffer.allocate(1 << 20);
        for (byte[] frame : frames) {
            stream.putInt(frame.length).put(frame);
        }
        return stream.flip();
    }

    private void write(ByteBuffer bytes) throws Exception {
        while (bytes.hasRemaining()) {
            stranger.write(bytes);
        }
    }

    @Test
    void t07BoundariesSurviveChunking() throws Exception {
        byte[][] frames = {new byte[0], {1}, {2, 3, 4}, new byte[0], new byte[70_000]};
        for (int chunk : new int[] {1, 3, 1 << 20}) {
            ByteBuffer sent = stream(frames);
            while (sent.hasRemaining()) {
                int size = Math.min(chunk, sent.remaining());
                write(sent.slice(sent.position(), size));
                sent.position(sent.position() + size);
            }
            for (byte[] frame : frames) {
                assertThat(far.nextFrame()).as("chunks of %d", chunk).isEqualTo(Bytes.wrap(frame));
            }
        }
        for (byte[] frame : frames) {
            assertThat(far.opened.join().offer(Bytes.wrap(frame), FramePriority.DATA))
                    .isEqualTo(SendResult.ACCEPTED);
        }
        ByteBuffer expected = stream(frames);
        ByteBuffer back = ByteBuffer.allocate(expected.remaining());
        while (back.hasRemaining()) {
            assertThat(stranger.read(back)).isNotNegative();
        }
        assertThat(back.flip()).isEqualTo(expected);
    }

    @Test
    void t12AnnouncedBytesAreRefusedAboveTheLimit() throws Exception {
        write(ByteBuffer.allocate(Integer.BYTES).putInt(100_001).flip());
        assertThat(far.end().reason()).isEqualTo(DropReason.FRAME_TOO_LARGE);
        assertThat(stranger.read(ByteBuffer.allocate(1))).as("end of stream").isNegative();
    }

    @Test
    void t12MemoryFollowsWhatHasArrived() throws Exception {
        int announced = 512 << 20;
        FrameReader reader = new FrameReader(new LengthPrefix(announced));
        reader.append(ByteBuffer.allocate(Integer.BYTES).putInt(announced).flip());
        for (int i = 0; i < 100; i++) {
            assertThat(reader.next()).isNull();
            reader.append(ByteBuffer.allocate(1_000));
        }
        assertThat(reader.capacity()).isLessThan(400_000);
    }

    @Test
    void t27HalfAFrameIsNoFrame() throws Exception {
        ByteBuffer sent = stream(new byte[300], new byte[300]);
        write(sent.limit(sent.limit() - 1));
        stranger.shutdownOutput();
        assertThat(far.end().initiator()).isEqualTo(Initiator.REMOTE);
        assertThat(far.frames).containsExactly(Bytes.wrap(new byte[300]));
    }

    @Test
    void t28AVanishingPeerEndsItsConnectionOnly() throws Exception {
        Recorder near = new Recorder();
        Recorder witnessFar = new Recorder();
        Listener other = transport
                .listen(UdsAddress.of(folder, 0), OPTIONS, remote -> Optional.of(witnessFar), runtime)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        Connection witness = transport
                .connect(other.address(), OPTIONS, near, runtime)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        write(stream(new byte[10]));
        far.nextFrame();
        while (far.opened.join().offer(Bytes.wrap(new byte[50_000]), FramePriority.DATA) == SendResult.ACCEPTED) {
            assertThat(far.closed).isNotDone();
        }
        stranger.close();
        far.end();
        witness.offer(Bytes.utf8("undisturbed"), FramePriority.DATA);
        assertThat(witnessFar.nextFrame()).isEqualTo(Bytes.utf8("undisturbed"));
    }

    @Test
    void t17ClosingDoesNotWaitForeverForAPeerThatNeverReads() throws Exception {
        write(stream(new byte[10]));
        far.nextFrame();
        Connection connection = far.opened.join();
        while (connection.offer(Bytes.wrap(new byte[50_000]), FramePriority.DATA) == SendResult.ACCEPTED) {
            assertThat(far.closed).isNotDone();
        }
        connection.close(CloseReason.local("enough"));
        assertThat(far.end()).isEqualTo(CloseReason.local("enough"));
    }

    @Test
    void t31AFullBacklogFailsTheDial() throws Exception {
        PeerAddress crowded = UdsAddress.of(folder, 9);
        List<SocketChannel> crowd = new ArrayList<>();
        try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(UdsAddress.file(crowded), 1);
            boolean full = false;
            while (!full) {
                SocketChannel waiting = SocketChannel.open(StandardProtocolFamily.UNIX);
                crowd.add(waiting);
                waiting.configureBlocking(false);
                try {
                    full = !waiting.connect(UdsAddress.file(crowded));
                } catch (SocketException e) {
                    full = true;
                }
            }
            Recorder near = new Recorder();
            var dial = transport.connect(crowded, OPTIONS, near, runtime).toCompletableFuture();
            assertThatThrownBy(() -> dial.get(10, TimeUnit.SECONDS)).hasMessageContaining(crowded.hostAndPort());
            assertThat(near.opened).isNotDone();
        } finally {
            for (SocketChannel waiting : crowd) {
                waiting.close();
            }
        }
    }

    @Test
    void closingTheListenerRemovesTheFile() throws Exception {
        Listener listener = listen();
        Path file = UdsAddress.file(listener.address()).getPath();
        assertThat(file).exists();
        listener.close();
        assertThat(transport.listen(listener.address(), OPTIONS, remote -> Optional.empty(), runtime))
                .as("listening there again")
                .succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(Files.exists(file)).isTrue();
    }
}
