package dev.gossip.spi.transport;

import dev.gossip.api.PeerAddress;
import java.util.Optional;

/** Decides about inbound connections. Called on a transport thread; must not block. */
@FunctionalInterface
public interface ConnectionAcceptor {

    /** A handler for the new connection, or empty to refuse it before any byte is read. */
    Optional<ConnectionHandler> accept(PeerAddress remote);

    /**
     * The transport ended an inbound connection that had not opened: {@link InboundLimits} or a limit of its own refused
     * it, then nobody is asked for a handler; or its TLS handshake failed. For counting; each connection is told at most
     * once.
     */
    default void turnedAway(PeerAddress remote, CloseReason reason) {}
}
