package dev.gossip.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"nio", "epoll"})
class BackPressureTest {

    private static final int HIGH = 2 << 20;
    private static final LinkOptions MARKS = Loopback.marks(Loopback.PLAIN, 1 << 20, HIGH, 64 << 10);
    private static final Bytes FRAME = Bytes.wrap(new byte[60 << 10]);

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
    void congestionKeepsTheReserveForControlAndEndsInOneWritableEvent() throws IOException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Recorder server = new Recorder() {
            @Override
            void duringFrame(Connection connection, Bytes frame) {
                busy.countDown();
                await(go);
            }
        };
        try (Socket raw = Loopback.raw(loopback.listen(MARKS, server))) {
            raw.getOutputStream().write(TestFraming.stream(List.of(Bytes.utf8("stop"))));
            await(busy);
            // The event loop stands still, so that nothing leaves the queue.
            Connection connection = server.connection();
            int fitting = HIGH / (FRAME.length() + 4);
            for (int i = 0; i < fitting; i++) {
                assertThat(connection.offer(FRAME, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
            }
            assertThat(connection.offer(FRAME, FramePriority.DATA)).isEqualTo(SendResult.CONGESTED);
            assertThat(connection.offer(FRAME, FramePriority.DATA)).isEqualTo(SendResult.CONGESTED);
            assertThat(connection.offer(FRAME, FramePriority.CONTROL)).isEqualTo(SendResult.ACCEPTED);
            assertThat(connection.offer(FRAME, FramePriority.CONTROL)).isEqualTo(SendResult.CONGESTED);
            assertThat(connection.queuedBytes()).isEqualTo((fitting + 1L) * (FRAME.length() + 4));
            assertThat(server.writable).hasValue(0);

            go.countDown();
            DataInputStream in = new DataInputStream(raw.getInputStream());
            in.readFully(new byte[(fitting + 1) * (FRAME.length() + 4)]);
            Await.until("a writable event", () -> server.writable.get() > 0);
            Await.until("everything written", () -> connection.queuedBytes() == 0);
            assertThat(connection.offer(FRAME, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
            in.readFully(new byte[FRAME.length() + 4]);
            Await.until("everything written", () -> connection.queuedBytes() == 0);
            assertThat(server.writable).hasValue(1);
            assertThat(server.violations).isEmpty();
        }
    }

    @Test
    void aFrameAboveTheMarksPassesAnEmptyQueue() {
        Recorder server = new Recorder();
        LinkOptions tight = Loopback.marks(Loopback.PLAIN, 10, 100, 10);
        Connection dialled = loopback.connect(loopback.listen(tight, server), tight, new Recorder());
        assertThat(dialled.offer(FRAME, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        assertThat(server.nextFrame()).isEqualTo(FRAME);
    }

    @Test
    void aFrameAboveTheLimitIsTooLarge() {
        Connection dialled =
                loopback.connect(loopback.listen(Loopback.PLAIN, new Recorder()), Loopback.PLAIN, new Recorder());
        Bytes large = Bytes.wrap(new byte[Loopback.MAX_FRAME + 1]);
        assertThat(dialled.offer(large, FramePriority.CONTROL)).isEqualTo(SendResult.TOO_LARGE);
        assertThat(dialled.queuedBytes()).isZero();
    }

    @Test
    void aPausedReaderHoldsLittleAndGoesOnWhereItStopped() {
        Recorder server = new Recorder() {
            @Override
            void duringOpen(Connection connection) {
                connection.pauseReading();
            }

            @Override
            void duringFrame(Connection connection, Bytes frame) {
                connection.pauseReading();
            }
        };
        Connection dialled = loopback.connect(loopback.listen(MARKS, server), MARKS, new Recorder());
        Connection accepted = server.connection();
        int sent = 0;
        for (int attempt = 0; attempt < 50_000; attempt++) {
            if (dialled.offer(numbered(sent), FramePriority.DATA) == SendResult.ACCEPTED) {
                sent++;
            } else {
                Thread.yield();
            }
        }
        // The rest is in the sender's queue, in the kernel or in one receive buffer.
        assertThat((long) sent * FRAME.length()).isLessThan(64 << 20);
        assertThat(server.frames).isEmpty();

        for (int i = 0; i < sent; i++) {
            accepted.resumeReading();
            Bytes frame = server.nextFrame();
            assertThat(frame.slice(0, 8)).isEqualTo(Bytes.ofLong(i));
            assertThat(server.frames).as("frames after a pause").isEmpty();
        }
        assertThat(server.violations).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Bytes numbered(long number) {
        return Bytes.concat(Bytes.ofLong(number), FRAME);
    }
}
