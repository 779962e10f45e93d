package dev.gossip.spi.transport;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;

/** One open connection. Every method may be called from any thread and never blocks. */
public interface Connection {

    /**
     * Queues one frame. Frames of one connection leave in the order of acceptance.
     *
     * @param priority control frames may use the reserve above the high mark
     * @return accepted, congested, closed or too large; the frame is kept only if accepted
     */
    SendResult offer(Bytes frame, FramePriority priority);

    /** Stops reading soon; frames already cut may still arrive. Idempotent. */
    void pauseReading();

    /** Reads again. Idempotent. */
    void resumeReading();

    /** Bytes accepted and not yet handed to the operating system. */
    long queuedBytes();

    /** The address of our end. */
    PeerAddress local();

    /** The address of the other end. */
    PeerAddress remote();

    /** What TLS established; {@link SecurityFacts#PLAIN} without TLS. */
    SecurityFacts security();

    /** Writes what was accepted, then closes. Idempotent; {@link ConnectionHandler#onClosed} follows. */
    void close(CloseReason reason);
}
