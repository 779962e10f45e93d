package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.CloseReason.Initiator;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How much may wait where, and who is told. */
interface FlowRules {

    int FRAME = 32 << 10;
    int LOW = 256 << 10;
    int HIGH = 512 << 10;
    int RESERVE = 128 << 10;

    @Test
    @DisplayName("T13 An offer never blocks, not even in a callback")
    default void t13OfferNeverBlocks(TransportBench bench) {
        CompletableFuture<Boolean> inCallback = new CompletableFuture<>();
        Events near = new Events().whenFrame((connection, frame) -> {
            Payloads.fill(bench.patience(), connection, FramePriority.DATA, FRAME, TransportBench.SOCKET_BUFFERS);
            inCallback.complete(true);
        });
        Link link = bench.link(bench.marks(LOW, HIGH, RESERVE), near, pausing());
        CompletableFuture<Boolean> outside = CompletableFuture.supplyAsync(() -> {
            Payloads.fill(bench.patience(), link.near(), FramePriority.DATA, FRAME, TransportBench.SOCKET_BUFFERS);
            Payloads.fill(bench.patience(), link.near(), FramePriority.CONTROL, FRAME, TransportBench.SOCKET_BUFFERS);
            return true;
        });
        bench.patience().get("offers to return although the peer does not read", outside);
        link.far().offer(Bytes.utf8("now you"), FramePriority.DATA);
        bench.patience().get("offers in a callback to return although the peer does not read", inCallback);
    }

    @Test
    @DisplayName("T14 Above the high mark only control frames are accepted, up to the reserve")
    default void t14HighMarkAndReserveHold(TransportBench bench) {
        Link narrow = bench.link(bench.marks(10, 100, 10), new Events(), new Events());
        assertThat(narrow.near().offer(Payloads.numbered(0, FRAME), FramePriority.DATA))
                .as("a frame above the high mark offered to an empty queue")
                .isEqualTo(SendResult.ACCEPTED);
        bench.patience().next("a frame above the high mark", narrow.farEvents().frames);

        Link link = bench.link(bench.marks(LOW, HIGH, RESERVE), new Events(), pausing());
        assertThat(link.near().offer(Payloads.numbered(0, FRAME), FramePriority.DATA))
                .as("an offer to an empty queue")
                .isEqualTo(SendResult.ACCEPTED);
        var data =
                Payloads.fill(bench.patience(), link.near(), FramePriority.DATA, FRAME, TransportBench.SOCKET_BUFFERS);
        assertThat(data.full())
                .as("whether data frames meet congestion when the peer does not read")
                .isTrue();
        assertThat(data.highest()).as("bytes queued by data frames").isLessThanOrEqualTo(HIGH + 2L * FRAME);
        assertThat(link.near().offer(Payloads.numbered(0, FRAME), FramePriority.CONTROL))
                .as("a control frame above the high mark")
                .isEqualTo(SendResult.ACCEPTED);
        var control = Payloads.fill(
                bench.patience(), link.near(), FramePriority.CONTROL, FRAME, TransportBench.SOCKET_BUFFERS);
        assertThat(control.full())
                .as("whether control frames meet congestion above the reserve")
                .isTrue();
        assertThat(control.highest())
                .as("bytes queued, control frames included")
                .isLessThanOrEqualTo(HIGH + RESERVE + 2L * FRAME);
    }

    @Test
    @DisplayName("T15 Each congestion ends in one writable event, below the low mark")
    default void t15OneWritablePerCongestion(TransportBench bench) {
        AtomicLong queuedAtEvent = new AtomicLong();
        Events near = new Events()
                .whenWritable(connection -> queuedAtEvent.accumulateAndGet(connection.queuedBytes(), Math::max));
        Events far = new Events().whenFrame((connection, frame) -> {});
        Link link = bench.link(bench.marks(LOW, HIGH, RESERVE), near, far);
        Bytes frame = Payloads.numbered(0, FRAME);
        int rounds = 8;
        for (int round = 1; round <= rounds; round++) {
            link.far().pauseReading();
            bench.patience().until("congestion when the peer does not read", () -> meetsCongestion(link.near(), frame));
            link.far().resumeReading();
            int expected = round;
            bench.patience()
                    .until(
                            "a writable event after congestion no. " + round + " was over",
                            () -> near.writables.get() >= expected);
            assertThat(near.writables)
                    .as("writable events after " + round + " congestions")
                    .hasValue(round);
            assertThat(link.near().offer(frame, FramePriority.DATA))
                    .as("an offer after the writable event")
                    .isEqualTo(SendResult.ACCEPTED);
        }
        bench.patience().until("the queue to run empty", () -> link.near().queuedBytes() == 0);
        bench.patience().never("a writable event without congestion", () -> near.writables.get() > rounds);
        assertThat(queuedAtEvent.get())
                .as("the most bytes queued at a writable event")
                .isLessThan(LOW);
    }

    @Test
    @DisplayName("T16 A paused reader bounds memory on both sides and goes on where it stopped")
    default void t16PausedReaderBoundsMemory(TransportBench bench) {
        BlockingQueue<Long> arrived = new LinkedBlockingQueue<>();
        Events far = pausing().whenFrame((connection, frame) -> arrived.add(Payloads.number(frame)));
        Link link = bench.link(bench.marks(LOW, HIGH, RESERVE), new Events(), far);
        long bound = TransportBench.SOCKET_BUFFERS + HIGH;
        var sent = Payloads.fill(bench.patience(), link.near(), FramePriority.DATA, FRAME, bound);
        assertThat(sent.full())
                .as("whether a paused reader stops its sender before " + bound + " bytes are on their way")
                .isTrue();
        assertThat(arrived.size()).as("frames handed over after the pause").isLessThanOrEqualTo(HIGH / FRAME);
        link.far().resumeReading();
        for (long i = 0; i < sent.frames(); i++) {
            Long number = bench.patience().next("frame " + i + " of " + sent.frames() + " after the pause", arrived);
            assertThat(number)
                    .as("the number of the next frame after the pause")
                    .isEqualTo(i);
        }
    }

    @Test
    @DisplayName("T17 What was accepted before a close arrives before the closed event")
    default void t17AcceptedArrivesBeforeClose(TransportBench bench) {
        int count = 600;
        for (int round = 0; round < 5; round++) {
            List<Long> arrived = new java.util.concurrent.CopyOnWriteArrayList<>();
            Events far = new Events().whenFrame((connection, frame) -> arrived.add(Payloads.number(frame)));
            Link link = bench.link(bench.options(), new Events(), far);
            for (int i = 0; i < count; i++) {
                Payloads.insist(bench.patience(), link.near(), Payloads.numbered(i, 1_000), FramePriority.DATA);
            }
            link.near().close(CloseReason.local("all said"));
            CloseReason reason = bench.patience().get("the close to be seen", far.closed);
            assertThat(reason.initiator()).as("who ended it: %s", reason).isEqualTo(Initiator.REMOTE);
            assertThat(arrived)
                    .as("numbers of the frames accepted before the close")
                    .hasSize(count);
            bench.patience().get("the closing end's own event", link.nearEvents().closed);
        }
    }

    /** Many offers at a time: as many as system buffers take may be needed, and a slow machine waits long between two looks. */
    private static boolean meetsCongestion(Connection connection, Bytes frame) {
        for (int i = 0; i < 100; i++) {
            if (connection.offer(frame, FramePriority.DATA) == SendResult.CONGESTED) {
                return true;
            }
        }
        return false;
    }

    private static Events pausing() {
        return new Events().whenOpen(Connection::pauseReading);
    }
}
