package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.Framing.Cutter;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What every framing must do, whatever its prefix. */
final class FramingChecks {

    private FramingChecks() {}

    static void cutsAnyChopping(Framing framing, List<Bytes> frames) {
        List<Bytes> stream =
                frames.stream().map(frame -> onTheWire(framing, frame)).toList();
        for (int chunk : new int[] {1, 2, 3, 7, 64, Integer.MAX_VALUE}) {
            assertThat(cut(framing, Bytes.concat(stream), chunk))
                    .as("frames of a stream in chunks of " + chunk)
                    .isEqualTo(stream);
        }
    }

    static void refusesOversize(Framing framing) {
        if (framing.prefixLength() == 0) {
            return;
        }
        int limit = framing.maxFrameBytes();
        assertThat(measure(framing, prefix(framing, limit)))
                .as("a frame of the limit")
                .isIn(framing.prefixLength() + limit, Cutter.UNKNOWN);
        if (limit == Integer.MAX_VALUE) {
            return;
        }
        Bytes announcement;
        try {
            announcement = prefix(framing, limit + 1);
        } catch (RuntimeException e) {
            // A prefix that cannot announce more than the limit cannot be abused either.
            return;
        }
        try {
            framing.newCutter().measure(announcement.asReadOnlyBuffer());
            throw new AssertionError("expected a frame of " + limit + " + 1 bytes to be refused");
        } catch (FramingException e) {
            assertThat(e.reason()).as("the countable reason").isEqualTo(DropReason.FRAME_TOO_LARGE);
            assertThat(e).as("the limit in the error").hasMessageContaining(Integer.toString(limit));
        }
    }

    static void survivesFlips(Framing framing, List<Bytes> frames) {
        long most = (long) framing.prefixLength() + framing.maxFrameBytes();
        for (Bytes frame : frames) {
            Bytes whole = onTheWire(framing, frame);
            for (int bit = 0; bit < Math.min(whole.length(), 64) * 8; bit++) {
                int length = measure(framing, Mutations.flip(whole, bit));
                assertThat((long) length)
                        .as("length measured with bit %d flipped", bit)
                        .isBetween((long) Cutter.UNKNOWN, most);
            }
        }
    }

    /** What the cutter says; unknown if it refuses. */
    private static int measure(Framing framing, Bytes bytes) {
        try {
            return framing.newCutter().measure(bytes.asReadOnlyBuffer());
        } catch (FramingException e) {
            return Cutter.UNKNOWN;
        }
    }

    private static List<Bytes> cut(Framing framing, Bytes stream, int chunk) {
        Cutter cutter = framing.newCutter();
        List<Bytes> found = new ArrayList<>();
        int start = 0;
        int length = Cutter.UNKNOWN;
        int arrived = 0;
        while (arrived < stream.length() || length != Cutter.UNKNOWN && start + length <= arrived) {
            if (length != Cutter.UNKNOWN && start + length <= arrived) {
                found.add(stream.slice(start, length));
                start += length;
                length = arrived > start ? ask(cutter, stream.slice(start, arrived - start)) : Cutter.UNKNOWN;
                continue;
            }
            arrived = (int) Math.min(stream.length(), (long) arrived + chunk);
            if (length == Cutter.UNKNOWN) {
                length = ask(cutter, stream.slice(start, arrived - start));
            }
        }
        return found;
    }

    private static int ask(Cutter cutter, Bytes readable) {
        try {
            int length = cutter.measure(readable.asReadOnlyBuffer());
            assertThat(length).as("length measured").isNotZero().isGreaterThanOrEqualTo(Cutter.UNKNOWN);
            return length;
        } catch (FramingException e) {
            throw new AssertionError("expected a legal stream to be cut, but: " + e.getMessage(), e);
        }
    }

    private static Bytes onTheWire(Framing framing, Bytes frame) {
        return Bytes.concat(prefix(framing, frame.length()), frame);
    }

    private static Bytes prefix(Framing framing, int frameLength) {
        ByteBuffer out = ByteBuffer.allocate(framing.prefixLength());
        framing.writePrefix(frameLength, out);
        assertThat(out.hasRemaining())
                .as("room left by a prefix of %d bytes", framing.prefixLength())
                .isFalse();
        return Bytes.copyOf(out.flip());
    }
}
