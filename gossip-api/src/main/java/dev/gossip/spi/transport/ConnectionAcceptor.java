package dev.gossip.spi.transport;

import dev.gossip.api.PeerAddress;
import java.util.Optional;

/** Decides about inbound connections. Called on a transport thread; must not block. */
@FunctionalInterface
public interface ConnectionAcceptor {

    /** A handler for the new connection, or empty to refuse it before any byte is read. */
    Optional<ConnectionHandler> accept(PeerAddress remote);
}
