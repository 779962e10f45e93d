package dev.gossip.core.link;

import dev.gossip.spi.transport.Connection;
import org.jspecify.annotations.Nullable;

/**
 * What one connection holds in frames that were received and not yet judged. Above the limit its reading pauses, at half of
 * it reading goes on. The count and the state of reading change together, or a release between the two would leave a
 * connection paused for ever. Thread-safe.
 */
final class InboundAccount {

    /** What a frame costs beyond its bytes, so that a flood of tiny frames is bounded too. */
    private static final int FRAME_OVERHEAD = 256;

    private final int limit;
    private long held;
    private boolean paused;
    private @Nullable Connection connection;

    InboundAccount(int limit) {
        this.limit = limit;
    }

    /** The connection whose reading is paused and resumed. */
    synchronized void use(Connection opened) {
        connection = opened;
    }

    /** Holds a frame of {@code length} bytes against the connection. */
    synchronized InboundCharge charge(int length) {
        long amount = (long) length + FRAME_OVERHEAD;
        held += amount;
        if (held > limit && !paused && connection != null) {
            paused = true;
            connection.pauseReading();
        }
        return new InboundCharge(this, amount);
    }

    synchronized void discharge(long amount) {
        held -= amount;
        if (paused && held <= limit / 2 && connection != null) {
            paused = false;
            connection.resumeReading();
        }
    }
}
