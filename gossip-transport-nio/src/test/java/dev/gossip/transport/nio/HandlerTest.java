package dev.gossip.transport.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What handlers may do and what happens if they fail. */
class HandlerTest {

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
    void aHandlerThatThrowsClosesOnlyItsConnection() {
        Recorder healthy = new Recorder();
        Recorder failing = new Recorder() {
            @Override
            void afterFrame(Connection connection, Bytes frame) {
                throw new IllegalStateException("cannot take " + frame.utf8());
            }
        };
        Queue<Recorder> handlers = new ConcurrentLinkedQueue<>(List.of(healthy, failing));
        Listener listener = loopback.listen(Loopback.PLAIN, remote -> Optional.ofNullable(handlers.poll()));
        Connection first = loopback.connect(listener, Loopback.PLAIN, new Recorder());
        healthy.connection();
        Recorder client = new Recorder();
        Connection second = loopback.connect(listener, Loopback.PLAIN, client);
        second.offer(Bytes.utf8("this"), FramePriority.DATA);
        second.offer(Bytes.utf8("that"), FramePriority.DATA);

        CloseReason reason = failing.closeReason();
        assertThat(reason.reason()).isEqualTo(DropReason.HANDLER_FAILED);
        assertThat(reason.detail()).contains("onFrame").contains("cannot take this");
        assertThat(failing.frames).containsExactly(Bytes.utf8("this"));
        client.closeReason();

        first.offer(Bytes.utf8("hello"), FramePriority.DATA);
        assertThat(healthy.nextFrame()).isEqualTo(Bytes.utf8("hello"));
    }

    @Test
    void aHandlerThatThrowsInOnOpenFailsTheDial() {
        Recorder client = new Recorder() {
            @Override
            void afterOpen(Connection connection) {
                throw new AssertionError("no");
            }
        };
        Listener listener = loopback.listen(Loopback.PLAIN, new Recorder());
        assertThat(Await.failure(loopback.tryConnect(listener.address(), Loopback.PLAIN, client)))
                .hasMessageContaining("onOpen");
        assertThat(client.closeReason().reason()).isEqualTo(DropReason.HANDLER_FAILED);
    }

    @Test
    void aHandlerThatThrowsInOnWritableOrOnClosedHarmsNobody() {
        LinkOptions tight = Loopback.marks(Loopback.PLAIN, 10, 100, 0);
        Recorder client = new Recorder() {
            @Override
            void afterOpen(Connection connection) {
                connection.offer(Bytes.wrap(new byte[96]), FramePriority.DATA);
                assertThat(connection.offer(Bytes.wrap(new byte[96]), FramePriority.DATA))
                        .isEqualTo(SendResult.CONGESTED);
            }

            @Override
            void afterWritable(Connection connection) {
                throw new IllegalStateException("no");
            }

            @Override
            public void onClosed(Connection connection, CloseReason reason) {
                super.onClosed(connection, reason);
                throw new IllegalStateException("no");
            }
        };
        Listener listener = loopback.listen(tight, remote -> Optional.of(new Recorder()));
        loopback.connect(listener, tight, client);
        assertThat(client.closeReason().detail()).contains("onWritable");
        loopback.connect(listener, tight, new Recorder());
    }

    @Test
    void offerAndCloseWorkInsideCallbacks() {
        Recorder echo = new Recorder() {
            @Override
            void afterOpen(Connection connection) {
                connection.offer(Bytes.utf8("welcome"), FramePriority.CONTROL);
            }

            @Override
            void afterFrame(Connection connection, Bytes frame) {
                connection.offer(frame, FramePriority.DATA);
                connection.close(CloseReason.local("one is enough"));
                assertThat(connection.offer(frame, FramePriority.DATA)).isEqualTo(SendResult.CLOSED);
            }
        };
        Recorder client = new Recorder();
        Connection dialled = loopback.connect(loopback.listen(Loopback.PLAIN, echo), Loopback.PLAIN, client);
        for (int i = 0; i < 3; i++) {
            dialled.offer(Bytes.ofLong(i), FramePriority.DATA);
        }
        assertThat(client.nextFrames(2)).containsExactly(Bytes.utf8("welcome"), Bytes.ofLong(0));
        assertThat(echo.closeReason()).isEqualTo(CloseReason.local("one is enough"));
        assertThat(echo.frames).containsExactly(Bytes.ofLong(0));
        client.closeReason();
    }

    @Test
    void closingInOnOpenIsFine() {
        Recorder client = new Recorder() {
            @Override
            void afterOpen(Connection connection) {
                connection.close(CloseReason.local("changed my mind"));
            }
        };
        Recorder server = new Recorder();
        loopback.connect(loopback.listen(Loopback.PLAIN, server), Loopback.PLAIN, client);
        assertThat(client.closeReason()).isEqualTo(CloseReason.local("changed my mind"));
        server.closeReason();
    }

    @Test
    void framesOfEachOfManyThreadsArriveInOrder() throws InterruptedException {
        long seed = 42L;
        int perThread = 5_000;
        Recorder server = new Recorder();
        Connection dialled = loopback.connect(loopback.listen(Loopback.PLAIN, server), Loopback.PLAIN, new Recorder());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            byte id = (byte) t;
            Thread thread = new Thread(() -> offerAll(dialled, id, perThread, new SplittableRandom(seed + id)));
            threads.add(thread);
            thread.start();
        }
        int[] next = new int[threads.size()];
        for (Bytes frame : server.nextFrames(threads.size() * perThread)) {
            int id = frame.get(0);
            assertThat(frame.slice(1, 8)).as("seed %d", seed).isEqualTo(Bytes.ofLong(next[id]++));
        }
        for (Thread thread : threads) {
            thread.join(Await.LIMIT.toMillis());
        }
        assertThat(next).containsOnly(perThread);
        Await.until("nothing queued", () -> dialled.queuedBytes() == 0);
    }

    private static void offerAll(Connection connection, byte id, int count, SplittableRandom random) {
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[9 + random.nextInt(random.nextInt(100) == 0 ? 200_000 : 300)];
            content[0] = id;
            Bytes.ofLong(i).copyTo(content, 1);
            while (connection.offer(Bytes.wrap(content), FramePriority.DATA) != SendResult.ACCEPTED) {
                Thread.yield();
            }
        }
    }
}
