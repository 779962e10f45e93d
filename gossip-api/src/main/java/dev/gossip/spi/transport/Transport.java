package dev.gossip.spi.transport;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.Provider;
import java.util.concurrent.CompletionStage;

/**
 * Moves frames between processes. Providers are stateless; threads and sockets belong to the runtime's shared resources
 * and to the returned objects.
 */
public interface Transport extends Provider {

    /** What this transport carries natively. */
    CarrierKind carrier();

    /** What it can do; a declared "no" means that it refuses cleanly. */
    TransportCapabilities capabilities();

    /**
     * Starts accepting at {@code address} (port 0: any free one).
     *
     * @return completes when bound, or exceptionally naming the address and the cause
     */
    CompletionStage<Listener> listen(
            PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor, GossipRuntime runtime);

    /**
     * Dials {@code address}, including the TLS handshake.
     *
     * @return completes when frames can be offered, or exceptionally naming the address and the cause. On success
     *     {@link ConnectionHandler#onOpen} has been or is being called.
     */
    CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime);
}
