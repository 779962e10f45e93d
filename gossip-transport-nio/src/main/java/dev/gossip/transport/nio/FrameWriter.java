package dev.gossip.transport.nio;

import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.support.SendQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Moves frames from the {@link SendQueue} to the socket, a buffer full at a time. Producers only wake it up, and only if
 * it is not awake; everything else happens on the event loop.
 */
final class FrameWriter {

    /** Other connections share the loop. */
    private static final int BUFFERS_PER_TURN = 8;

    private final SocketLink link;
    private final SendQueue queue;
    private final FrameSource frames;
    private final Runnable drain = this::drain;
    private final AtomicBoolean awake = new AtomicBoolean();

    FrameWriter(SocketLink link, SendQueue queue, Framing framing) {
        this.link = link;
        this.queue = queue;
        this.frames = new FrameSource(queue, framing);
    }

    /** After a frame was queued; from any thread. */
    void wakeUp() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            try {
                link.loop().execute(drain);
            } catch (RejectedExecutionException e) {
                // The loop is gone and the connection with it.
                queue.discard();
            }
        }
    }

    /** The socket takes bytes again. */
    void writable() {
        if (awake.get()) {
            drain();
        }
    }

    /** Forgets what was not sent. */
    void discard() {
        frames.discard();
        queue.discard();
    }

    private void drain() {
        try {
            for (int i = 0; i < BUFFERS_PER_TURN; i++) {
                SocketLink.Sent sent = link.send(frames);
                if (sent == SocketLink.Sent.BLOCKED || sent == SocketLink.Sent.NOTHING && fellAsleep()) {
                    return;
                }
            }
            link.loop().execute(drain);
        } catch (Throwable e) {
            link.failed(e);
        }
    }

    private boolean fellAsleep() {
        awake.set(false);
        return !queue.hasFrames() || !awake.compareAndSet(false, true);
    }
}
