package dev.gossip.spi.protocol;

import dev.gossip.api.Bytes;

/**
 * The rules of one connection: greeting, keepalive, pace. A pure state machine: its methods are called serially, beside the
 * event loops, so that it may check a signature; all effects go through its {@link LinkControl}.
 */
public interface LinkSession {

    /** The connection is open. */
    void onOpen();

    /** One inbound frame. */
    void onFrame(Bytes frame);

    /** A message of the node was queued on this link; by any thread. For sessions that keep an idle link alive. */
    default void onQueued() {}

    /** The connection is gone. */
    default void onClosed() {}

    /** The class of frames that this link takes; asked for each message sent, by any thread. */
    default LinkClass linkClass() {
        return LinkClass.ONLY;
    }
}
