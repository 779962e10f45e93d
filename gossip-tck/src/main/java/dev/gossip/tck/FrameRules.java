package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes in comes out, or is refused. */
interface FrameRules {

    @Test
    @DisplayName("T07 Frame boundaries survive any chunking")
    default void t07BoundariesSurviveChunking(TransportBench bench) {
        if (!bench.meetsStrangers()) {
            return;
        }
        List<Bytes> small = Payloads.ofSizes(0, 1, 2, 0, 5);
        for (int chunk : new int[] {1, 2, 3, 5}) {
            expectBoundaries(bench, small, chunk, true);
        }
        List<Bytes> mixed = Payloads.ofSizes(0, 1, 2, 3, 4, 5, 0, 0, 100, 1_000, 40_000);
        for (int chunk : new int[] {7, 1_000, Integer.MAX_VALUE}) {
            expectBoundaries(bench, mixed, chunk, false);
        }
    }

    private static void expectBoundaries(TransportBench bench, List<Bytes> frames, int chunk, boolean slowly) {
        byte[] stream = LengthPrefix.stream(frames);
        Events far = new Events();
        try (Visit stranger = bench.stranger(bench.listen(bench.options(), far))) {
            for (int at = 0; at < stream.length; at += Math.min(chunk, stream.length - at)) {
                stranger.write(stream, at, Math.min(chunk, stream.length - at));
                if (slowly) {
                    bench.patience().giveTimeToRead();
                }
            }
            for (Bytes frame : frames) {
                Bytes received = bench.patience().next("all frames of a stream in chunks of " + chunk, far.frames);
                assertThat(received)
                        .as("a frame of a stream in chunks of " + chunk)
                        .isEqualTo(frame);
                far.opened.join().offer(frame, FramePriority.DATA);
            }
            assertThat(stranger.read(stream.length))
                    .as("the stream of the same frames back")
                    .isEqualTo(stream);
        }
    }

    @Test
    @DisplayName("T08 Frames of every size arrive unchanged, both ways")
    default void t08EverySizeArrives(TransportBench bench) {
        Link link = bench.link();
        int max = TransportBench.MAX_FRAME;
        for (int size : new int[] {0, 1, 2, 127, 128, 1_023, 16_384, 16_385, 65_535, 65_536, max - 1, max}) {
            Bytes frame = Payloads.random(size, size);
            assertThat(link.near().offer(frame, FramePriority.DATA))
                    .as("offer of " + size)
                    .isEqualTo(SendResult.ACCEPTED);
            Bytes there = bench.patience().next("a frame of " + size + " bytes", link.farEvents().frames);
            assertThat(there).as("a frame of " + size + " bytes").isEqualTo(frame);
            assertThat(link.far().offer(there, FramePriority.DATA))
                    .as("offer back of " + size)
                    .isEqualTo(SendResult.ACCEPTED);
            Bytes back = bench.patience().next("a frame of " + size + " bytes back", link.nearEvents().frames);
            assertThat(back).as("a frame of " + size + " bytes back").isEqualTo(frame);
        }
    }

    @Test
    @DisplayName("T09 Frames arrive in the order of acceptance, whatever their priority")
    default void t09OrderIsKept(TransportBench bench) {
        int threads = 3;
        int each = 400;
        BlockingQueue<Long> arrived = new LinkedBlockingQueue<>();
        Events far = new Events().whenFrame((connection, frame) -> arrived.add(Payloads.number(frame)));
        Link link = bench.link(bench.options(), new Events(), far);
        List<CompletableFuture<Void>> producers = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            long base = thread * 1_000_000L;
            producers.add(CompletableFuture.runAsync(() -> {
                for (long i = 0; i < each; i++) {
                    FramePriority priority = i % 3 == 0 ? FramePriority.CONTROL : FramePriority.DATA;
                    Payloads.insist(bench.patience(), link.near(), Payloads.numbered(base + i, (int) i), priority);
                }
            }));
        }
        producers.forEach(producer -> bench.patience().get("all frames to be accepted", producer));
        long[] next = new long[threads];
        for (int i = 0; i < threads * each; i++) {
            long number = bench.patience().next("all " + threads * each + " accepted frames, " + i + " came", arrived);
            int thread = (int) (number / 1_000_000L);
            assertThat(number % 1_000_000L).as("the next frame of one producer").isEqualTo(next[thread]);
            next[thread]++;
        }
        assertThat(arrived).as("further frames").isEmpty();
    }

    @Test
    @DisplayName("T10 Frames share no buffer: a kept frame never changes, a slice shows nothing else")
    default void t10NoBufferIsShared(TransportBench bench) {
        List<Bytes> kept = new ArrayList<>();
        CompletableFuture<Void> all = new CompletableFuture<>();
        int count = 200;
        Events far = new Events().whenFrame((connection, frame) -> {
            kept.add(frame);
            if (kept.size() == count) {
                all.complete(null);
            }
        });
        Link link = bench.link(bench.options(), new Events(), far);
        byte[] page = Payloads.random(4_096, 77).toByteArray();
        byte[] before = page.clone();
        List<Bytes> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(Bytes.wrap(page, i * 3, 500 + i));
            Payloads.insist(bench.patience(), link.near(), sent.get(i), FramePriority.DATA);
        }
        bench.patience().get("all frames", all);
        assertThat(page).as("the caller's array after the frames were sent").isEqualTo(before);
        assertThat(kept).as("frames kept while later ones arrived").isEqualTo(sent);
    }

    @Test
    @DisplayName("T11 The sender refuses an oversize frame and goes on")
    default void t11SenderRefusesOversize(TransportBench bench) {
        Link link = bench.link(bench.options(new LengthPrefix(1_000)), new Events(), new Events());
        Bytes tooLarge = Payloads.random(1_001, 1);
        for (FramePriority priority : FramePriority.values()) {
            assertThat(link.near().offer(tooLarge, priority))
                    .as("a frame of limit + 1")
                    .isEqualTo(SendResult.TOO_LARGE);
        }
        assertThat(link.near().queuedBytes())
                .as("bytes queued by a refused offer")
                .isZero();
        Bytes largest = tooLarge.slice(1);
        assertThat(link.near().offer(largest, FramePriority.DATA))
                .as("a frame of the limit")
                .isEqualTo(SendResult.ACCEPTED);
        assertThat(bench.patience().next("the largest frame", link.farEvents().frames))
                .isEqualTo(largest);
    }

    @Test
    @DisplayName("T12 The receiver refuses an oversize frame before it allocates")
    default void t12ReceiverRefusesOversize(TransportBench bench) {
        LinkOptions wide = bench.options();
        LinkOptions narrow = bench.options(new LengthPrefix(1_000));
        Events far = new Events();
        Link link = bench.link(bench.listen(narrow, far), wide, new Events(), far);
        link.near().offer(Payloads.random(1_001, 1), FramePriority.DATA);
        expectRefusal(bench, far);
        assertThat(far.frames).as("frames handed over").isEmpty();
        bench.patience().get("the sender of an oversize frame to be cut off", link.nearEvents().closed);
        if (!bench.meetsStrangers()) {
            return;
        }
        for (int announced : new int[] {1_001, Integer.MAX_VALUE, -1}) {
            Events judge = new Events();
            try (Visit stranger = bench.stranger(bench.listen(narrow, judge))) {
                Bytes good = Bytes.utf8("good");
                stranger.write(LengthPrefix.stream(List.of(good)));
                stranger.write(LengthPrefix.announcing(announced));
                expectRefusal(bench, judge);
                assertThat(judge.frames).as("frames handed over").containsExactly(good);
                bench.patience().until("the stranger to be cut off", stranger::isCut);
            }
        }
        announcingAllocatesNothing(bench);
    }

    private static void expectRefusal(TransportBench bench, Events judge) {
        var reason = bench.patience().get("an oversize frame to close the connection", judge.closed);
        assertThat(reason.reason()).as("the countable reason").isEqualTo(DropReason.FRAME_TOO_LARGE);
    }

    private static void announcingAllocatesNothing(TransportBench bench) {
        int announced = 64 << 20;
        LengthPrefix framing = new LengthPrefix(announced);
        List<Events> judges = new CopyOnWriteArrayList<>();
        Listener listener = bench.listen(bench.options(framing), remote -> {
            Events judge = new Events();
            judges.add(judge);
            return Optional.of(judge);
        });
        Allocations before = Allocations.now();
        try (Visit one = bench.stranger(listener);
                Visit two = bench.stranger(listener)) {
            for (Visit stranger : List.of(one, two)) {
                stranger.write(LengthPrefix.announcing(announced));
                stranger.write(new byte[1_000]);
            }
            bench.patience()
                    .until(
                            "both announcements to be measured",
                            () -> framing.measured().get() == 2);
            bench.patience().giveTimeToRead();
            assertThat(Allocations.now().since(before))
                    .as("bytes allocated for frames of " + announced + " bytes that were announced and never came")
                    .isLessThan(announced);
        }
        for (Events judge : judges) {
            bench.patience().get("the connection of a stranger that left to close", judge.closed);
        }
    }
}
