package dev.gossip.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Listener;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a plain socket, so that the test decides where the stream is broken. */
@ParameterizedClass
@ValueSource(strings = {"nio", "epoll"})
class RawStreamTest {

    @Parameter
    String io;

    private TestRuntime runtime;
    private Recorder server;
    private Listener listener;

    @BeforeEach
    void open() {
        runtime = new TestRuntime(io);
        server = new Recorder();
        listener = new Loopback(runtime).listen(Loopback.PLAIN, server);
    }

    @AfterEach
    void close() {
        runtime.close();
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
