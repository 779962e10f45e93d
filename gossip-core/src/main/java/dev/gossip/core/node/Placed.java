package dev.gossip.core.node;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.spi.Extension;
import dev.gossip.spi.protocol.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An extension as the builder was given it.
 *
 * @param endpoints names of those that it is to live on; empty if on any
 */
record Placed(Extension extension, Optional<Set<String>> endpoints) {

    String name() {
        return extension.name();
    }

    /** @throws GossipException if it is to live on an endpoint that there is not, or on none */
    Installed among(Map<EndpointConfig, Protocol> chosen) {
        if (endpoints.isEmpty()) {
            return Installed.on(chosen, extension);
        }
        List<String> names = chosen.keySet().stream().map(EndpointConfig::name).toList();
        if (endpoints.get().isEmpty() || !names.containsAll(endpoints.get())) {
            throw new GossipException("the extension '" + name() + "' is to live on the endpoints " + endpoints.get()
                    + ", but there are only " + names);
        }
        Map<EndpointConfig, Protocol> here = new LinkedHashMap<>(chosen);
        here.keySet().removeIf(config -> !endpoints.get().contains(config.name()));
        return Installed.on(here, extension);
    }
}
