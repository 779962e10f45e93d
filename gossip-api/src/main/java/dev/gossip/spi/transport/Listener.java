package dev.gossip.spi.transport;

import dev.gossip.api.PeerAddress;

/** A bound address that accepts connections until closed. */
public interface Listener extends AutoCloseable {

    /** The address really bound, with the real port. */
    PeerAddress address();

    /** Stops accepting; accepted connections live on. Idempotent, does not block. */
    @Override
    void close();
}
