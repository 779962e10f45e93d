package dev.gossip.core.link;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Bounds the number of frames that wait on one connection. A connection tells how many bytes wait, so a frame counts as
 * written once fewer bytes wait than were accepted since. Thread-safe.
 */
final class UnwrittenFrames {

    private final int bound;

    /** Where in the stream of accepted bytes each waiting frame ends. */
    private final Queue<Long> ends = new ArrayDeque<>();

    private long accepted;

    UnwrittenFrames(int bound) {
        this.bound = bound;
    }

    SendResult offer(Connection carrier, Bytes frame, FramePriority priority) {
        return bound == Integer.MAX_VALUE ? carrier.offer(frame, priority) : count(carrier, frame, priority);
    }

    /** Control frames are few, and keep the link alive: they count, but are not refused. */
    private synchronized SendResult count(Connection carrier, Bytes frame, FramePriority priority) {
        long written = accepted - carrier.queuedBytes();
        while (!ends.isEmpty() && ends.element() <= written) {
            ends.remove();
        }
        if (priority == FramePriority.DATA && ends.size() >= bound) {
            return SendResult.CONGESTED;
        }
        SendResult result = carrier.offer(frame, priority);
        if (result == SendResult.ACCEPTED) {
            accepted += frame.length();
            ends.add(accepted);
        }
        return result;
    }
}
