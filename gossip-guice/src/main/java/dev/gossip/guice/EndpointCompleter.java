package dev.gossip.guice;

import com.google.inject.Inject;
import dev.gossip.api.Choice;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Transport;
import java.util.Optional;

/** Puts bound instances where an endpoint leaves the choice open. What an endpoint names stays. */
record EndpointCompleter(Optional<Transport> transport, Optional<Protocol> protocol, Optional<Signer> signer) {

    @Inject
    EndpointCompleter {}

    EndpointConfig complete(EndpointConfig endpoint) {
        return new EndpointConfig(
                endpoint.name(),
                orBound(endpoint.protocol(), protocol),
                orBound(endpoint.transport(), transport),
                endpoint.listen(),
                endpoint.internal(),
                endpoint.external(),
                endpoint.seeds(),
                endpoint.seedQueries(),
                endpoint.identity().map(identity -> signing(endpoint, identity)),
                endpoint.trust(),
                endpoint.tls(),
                endpoint.settings());
    }

    private static <T> Choice<T> orBound(Choice<T> choice, Optional<T> bound) {
        return choice.equals(Choice.any()) ? bound.map(Choice::of).orElse(choice) : choice;
    }

    private LocalIdentity signing(EndpointConfig endpoint, LocalIdentity identity) {
        if (signer.isEmpty()) {
            return identity;
        }
        if (!signer.get().supports(identity.key())) {
            throw new GossipException("endpoint '" + endpoint.name() + "': the bound signer '"
                    + signer.get().name() + "' cannot use the " + identity.key().getAlgorithm()
                    + " key of its identity; bind a signer that can, or none");
        }
        return new LocalIdentity(identity.identity(), identity.key(), signer.get());
    }
}
