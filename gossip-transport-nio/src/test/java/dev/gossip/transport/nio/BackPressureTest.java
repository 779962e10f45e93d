package dev.gossip.transport.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackPressureTest {

    private static final int HIGH = 2 << 20;
    private static final int RESERVE = 64 << 10;
    private static final LinkOptions MARKS = Loopback.marks(Loopback.PLAIN, 1 << 20, HIGH, RESERVE);
    private static final Bytes FRAME = Bytes.wrap(new byte[60 << 10]);

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
    void congestionKeepsTheReserveForControlAndEndsInOneWritableEvent() throws IOException {
        Recorder server = new Recorder();
        Listener listener = loopback.listen(MARKS, server);
        try (Socket slow = Loopback.raw(listener)) {
            Connection connection = server.connection();
            int[] accepted = {0};
            // The kernel's buffers take some megabytes, and now and then a little more.
            Await.until("a full kernel, a full queue and a full reserve", () -> {
                accepted[0] += fill(connection, FramePriority.DATA, HIGH);
                boolean dataRefused = connection.offer(FRAME, FramePriority.DATA) == SendResult.CONGESTED;
                accepted[0] += dataRefused ? 0 : 1;
                accepted[0] += fill(connection, FramePriority.CONTROL, HIGH + RESERVE);
                // Only a full kernel leaves a buffer with the connection.
                return dataRefused && connection.queuedBytes() > HIGH && Loopback.lentBuffers(runtime) == 1;
            });
            int writableBefore = server.writable.get();

            new DataInputStream(slow.getInputStream()).readFully(new byte[accepted[0] * (FRAME.length() + 4)]);
            Await.until("everything written", () -> connection.queuedBytes() == 0);
            Await.until("a writable event", () -> server.writable.get() > writableBefore);
            assertThat(connection.offer(FRAME, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
            new DataInputStream(slow.getInputStream()).readFully(new byte[FRAME.length() + 4]);
            assertThat(server.writable).hasValue(writableBefore + 1);
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
            public void onOpen(Connection connection) {
                // First the pause, then the news: the test resumes on the latter.
                connection.pauseReading();
                super.onOpen(connection);
            }

            @Override
            public void onFrame(Connection connection, Bytes frame) {
                connection.pauseReading();
                super.onFrame(connection, frame);
            }
        };
        Connection dialled = loopback.connect(loopback.listen(MARKS, server), MARKS, new Recorder());
        Connection accepted = server.connection();
        int sent = 0;
        int refusals = 0;
        while (refusals < 3 || dialled.queuedBytes() < HIGH - 2 * FRAME.length()) {
            if (dialled.offer(numbered(sent), FramePriority.DATA) == SendResult.ACCEPTED) {
                sent++;
            } else {
                refusals++;
            }
        }
        // What left the sender is in the kernel or in one receive buffer.
        assertThat((long) sent * FRAME.length() - dialled.queuedBytes()).isLessThan(24 << 20);
        assertThat(server.frames).isEmpty();

        for (int i = 0; i < sent; i++) {
            accepted.resumeReading();
            Bytes frame = server.nextFrame();
            assertThat(frame.slice(0, 8)).isEqualTo(Bytes.ofLong(i));
            assertThat(server.frames).as("frames after a pause").isEmpty();
        }
        assertThat(server.violations).isEmpty();
    }

    /** Offers until it is refused; how many were accepted. */
    private static int fill(Connection connection, FramePriority priority, int limit) {
        int accepted = 0;
        while (connection.offer(FRAME, priority) == SendResult.ACCEPTED) {
            accepted++;
            assertThat(connection.queuedBytes()).isLessThanOrEqualTo(limit);
            assertThat(accepted).isLessThan(10_000);
        }
        return accepted;
    }

    private static Bytes numbered(long number) {
        return Bytes.concat(Bytes.ofLong(number), FRAME);
    }
}
