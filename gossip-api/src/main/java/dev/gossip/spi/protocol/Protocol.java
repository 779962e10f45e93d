package dev.gossip.spi.protocol;

import dev.gossip.api.Body;
import dev.gossip.spi.Provider;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import java.util.Optional;
import java.util.Set;

/** How one system speaks. Providers are stateless; {@link #open} makes what one endpoint needs. */
public interface Protocol extends Provider {

    /** How it rides on carriers of {@code kind}; empty if it cannot. */
    Optional<Carriage> carriage(CarrierKind kind);

    /** Every body it can carry. */
    Set<Class<? extends Body>> bodies();

    /**
     * The protocol as one endpoint speaks it.
     *
     * @throws dev.gossip.api.GossipException if something it needs is missing (an identity, say), naming it
     */
    EndpointProtocol open(EndpointContext context);

    /** Protocols are chosen by name only. */
    @Override
    default int priority() {
        return 0;
    }
}
