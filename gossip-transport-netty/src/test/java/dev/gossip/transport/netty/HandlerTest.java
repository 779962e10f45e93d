package dev.gossip.transport.netty;

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
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What handlers may do and what happens if they fail. */
@ParameterizedClass
@ValueSource(strings = {"nio", "epoll"})
class HandlerTest {

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
    void aHandlerThatThrowsInOnOpenFailsTheDial() {
        Recorder client = new Recorder() {
            @Override
            void duringOpen(Connection connection) {
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
            void duringOpen(Connection connection) {
                connection.offer(Bytes.wrap(new byte[96]), FramePriority.DATA);
                assertThat(connection.offer(Bytes.wrap(new byte[96]), FramePriority.DATA))
                        .isEqualTo(SendResult.CONGESTED);
            }

            @Override
            void duringWritable(Connection connection) {
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
    void closingInOnOpenIsFine() {
        Recorder client = new Recorder() {
            @Override
            void duringOpen(Connection connection) {
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
