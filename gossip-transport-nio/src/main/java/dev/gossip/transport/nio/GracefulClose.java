package dev.gossip.transport.nio;

import dev.gossip.api.Cancellable;
import dev.gossip.api.Scheduler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection so that the peer gets everything that was accepted: first all bytes are written, then our direction
 * is shut down, then the peer closes its direction. Both waits are bounded. Used on the event loop only.
 *
 * <p>Meanwhile the connection reads and ignores: a socket that is closed with unread input resets the connection, and a
 * reset may destroy what the peer has not read yet.
 */
final class GracefulClose {

    static final Duration WRITE_LIMIT = Duration.ofSeconds(3);
    static final Duration LINGER_LIMIT = Duration.ofSeconds(1);

    private static final Logger log = System.getLogger(GracefulClose.class.getName());

    private final SocketLink link;
    private final Scheduler scheduler;
    private final Runnable force;
    private @Nullable Cancellable timer;
    private boolean begun;
    private boolean written;

    /** @param force closes at once; called on the event loop when a limit is over */
    GracefulClose(SocketLink link, Scheduler scheduler, Runnable force) {
        this.link = link;
        this.scheduler = scheduler;
        this.force = force;
    }

    /** Starts to wait for {@link #written}. */
    void begin() {
        begun = true;
        limit(WRITE_LIMIT);
    }

    /** Whether all accepted bytes have reached the operating system after {@link #begin}. */
    boolean isWritten() {
        return written;
    }

    /** All accepted bytes have reached the operating system. */
    void written() throws IOException {
        if (begun && !written) {
            written = true;
            limit(LINGER_LIMIT);
            link.finishOutput();
        }
    }

    /** The connection is closed. */
    void finished() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void limit(Duration limit) {
        finished();
        timer = scheduler.schedule(limit, this::expired);
    }

    private void expired() {
        try {
            link.loop().execute(force);
        } catch (RejectedExecutionException e) {
            log.log(Level.DEBUG, "the event loop ended, and it closed its connections");
        }
    }
}
