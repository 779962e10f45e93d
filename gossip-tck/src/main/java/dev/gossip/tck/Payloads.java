package dev.gossip.tck;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Contents of frames, and patient ways to send them. */
final class Payloads {

    private Payloads() {}

    static Bytes random(int size, long seed) {
        byte[] content = new byte[size];
        new SplittableRandom(seed).nextBytes(content);
        return Bytes.wrap(content);
    }

    static List<Bytes> ofSizes(int... sizes) {
        return Arrays.stream(sizes).mapToObj(size -> random(size, size)).toList();
    }

    /** A frame that starts with {@code number} and has {@code further} bytes after it. */
    static Bytes numbered(long number, int further) {
        return Bytes.concat(Bytes.ofLong(number), Bytes.wrap(new byte[further]));
    }

    static long number(Bytes frame) {
        return frame.asReadOnlyBuffer().getLong();
    }

    /** Offers until accepted. */
    static void insist(Patience patience, Connection connection, Bytes frame, FramePriority priority) {
        patience.until("an offer to be accepted", () -> {
            SendResult result = connection.offer(frame, priority);
            if (result != SendResult.ACCEPTED && result != SendResult.CONGESTED) {
                throw new AssertionError("expected an offer to be accepted, it was " + result);
            }
            return result == SendResult.ACCEPTED;
        });
    }

    /**
     * Offers numbered frames until the connection takes no more for a while, because its peer does not read.
     *
     * @param size bytes per frame
     * @param stopAt bytes after which a connection is held for insatiable
     */
    static Filling fill(Patience patience, Connection connection, FramePriority priority, int size, long stopAt) {
        long accepted = 0;
        long highest = 0;
        long lastTaken = System.nanoTime();
        while (accepted * size < stopAt) {
            SendResult result = connection.offer(numbered(accepted, size - Long.BYTES), priority);
            if (result == SendResult.ACCEPTED) {
                accepted++;
                highest = Math.max(highest, connection.queuedBytes());
                lastTaken = System.nanoTime();
            } else if (result != SendResult.CONGESTED) {
                throw new AssertionError(
                        "expected accepted or congested from a connection whose peer does not read, got " + result);
            } else if (System.nanoTime() - lastTaken > patience.quiet().toNanos()) {
                return new Filling(accepted, accepted * size, highest, true);
            } else {
                LockSupport.parkNanos(500_000);
            }
        }
        return new Filling(accepted, accepted * size, highest, false);
    }

    /**
     * What {@link #fill} achieved.
     *
     * @param highest the most bytes seen in the queue
     * @param full whether the connection refused more in the end
     */
    record Filling(long frames, long bytes, long highest, boolean full) {}
}
