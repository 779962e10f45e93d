package dev.gossip.spi.transport;

import dev.gossip.api.Bytes;

/**
 * Receives the events of one connection. Calls are serial: the next begins after the previous returned. They come from
 * transport threads, so they must not block. An exception closes that connection only.
 */
public interface ConnectionHandler {

    /** The connection is ready, TLS included. First call, exactly once unless the connection failed before. */
    void onOpen(Connection connection);

    /** One whole frame, without prefix; the bytes may be kept. */
    void onFrame(Connection connection, Bytes frame);

    /** The queue fell below the low mark after an offer was answered with congestion. Once per congestion. */
    void onWritable(Connection connection);

    /** The connection is gone. Last call, exactly once, if {@link #onOpen} was called. */
    void onClosed(Connection connection, CloseReason reason);
}
