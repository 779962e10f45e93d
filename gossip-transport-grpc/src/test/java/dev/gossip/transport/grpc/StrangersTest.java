package dev.gossip.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.StandardRuntime;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.Listener;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs that connect and do not open a call. */
class StrangersTest {

    private static final int ENHANCE_YOUR_CALM = 0xb;
    private static final long SEED = 20261121;

    private final GossipRuntime runtime = StandardRuntime.create();
    private final Recorder far = new Recorder();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void pingsMoreFrequentThanPermittedAreAnsweredWithGoAway() throws IOException {
        Listener listener = new Loopback(runtime).listen(Loopback.PLAIN, far);
        try (RawPeer peer = new RawPeer(listener)) {
            for (int i = 0; i < 10; i++) {
                peer.frame(RawPeer.PING, 0, 0, new byte[8]);
            }
            assertThat(peer.goAwayCode()).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void anAnnouncedLengthAboveTheLimitIsRefusedBeforeItsBytesCome() throws IOException {
        for (int announced : new int[] {1_001, Integer.MAX_VALUE, -1}) {
            Recorder judge = new Recorder();
            Listener listener = new Loopback(runtime).listen(Loopback.options(1_000, null), judge);
            try (RawPeer peer = new RawPeer(listener)) {
                peer.call(Loopback.STREAM);
                peer.message(2, (byte) 'o', (byte) 'k');
                assertThat(judge.nextFrame()).isEqualTo(Bytes.utf8("ok"));
                peer.message(announced, (byte) 1);
                assertThat(judge.closeReason().reason()).isEqualTo(DropReason.FRAME_TOO_LARGE);
                assertThat(judge.frames).isEmpty();
            }
        }
    }

    @Test
    void anAnnouncedLengthWithinTheLimitCostsNothingUntilItsBytesCome() throws IOException {
        int announced = 100 << 20;
        Listener listener = new Loopback(runtime).listen(Loopback.options(announced, null), far);
        try (RawPeer peer = new RawPeer(listener)) {
            peer.call(Loopback.STREAM);
            peer.message(0);
            far.nextFrame();
            long before = allocated();
            peer.message(announced, new byte[1_000]);
            peer.frame(RawPeer.PING, 0, 0, new byte[8]);
            awaitPingAnswer(peer);
            assertThat(allocated() - before).isLessThan(announced / 2);
        }
        assertThat(far.closeReason().initiator()).isNotEqualTo(CloseReason.Initiator.LOCAL);
        assertThat(far.frames).isEmpty();
    }

    @Test
    void garbageOpensNothingAndDisturbsNobody() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        Loopback loopback = new Loopback(runtime);
        AtomicInteger asked = new AtomicInteger();
        Listener listener = loopback.listen(
                Loopback.PLAIN, remote -> Optional.of(asked.incrementAndGet() == 1 ? far : new Recorder()));
        Recorder near = new Recorder();
        Connection witness = loopback.connect(listener.address(), Loopback.PLAIN, near);
        for (int i = 0; i < 50; i++) {
            byte[] garbage = new byte[random.nextInt(1, 200)];
            random.nextBytes(garbage);
            try (RawPeer peer = new RawPeer(listener)) {
                if (random.nextBoolean()) {
                    peer.frame(random.nextInt(10), random.nextInt(256), random.nextInt(4), garbage);
                } else {
                    peer.write(garbage);
                }
                peer.socket.shutdownOutput();
                peer.socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                assertThat(e).as("seed " + SEED + ", round " + i).isNotInstanceOf(SocketTimeoutException.class);
            }
        }
        assertThat(asked).as("connections, seed " + SEED).hasValue(1);
        witness.offer(Bytes.utf8("undisturbed"), FramePriority.DATA);
        assertThat(far.nextFrame()).isEqualTo(Bytes.utf8("undisturbed"));
    }

    @Test
    void aPeerMayPingEveryMinuteAndWePingNoMoreOften() {
        assertThat(Http2.PERMITTED_PING).hasSeconds(30);
        assertThat(Http2.CLIENT_PING).hasSeconds(61);
    }

    /** Collections only make it smaller, and an array of the announced size cannot hide in the noise. */
    private static long allocated() {
        Runtime machine = Runtime.getRuntime();
        return machine.totalMemory()
                - machine.freeMemory()
                + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    /** Frames are handled in their order, so those before the ping have been. */
    private static void awaitPingAnswer(RawPeer peer) throws IOException {
        DataInputStream in = new DataInputStream(peer.socket.getInputStream());
        while (true) {
            int lengthAndType = in.readInt();
            int flags = in.readUnsignedByte();
            in.readInt();
            in.readNBytes(lengthAndType >>> 8);
            if ((lengthAndType & 0xff) == RawPeer.PING && flags == 1) {
                return;
            }
        }
    }
}
