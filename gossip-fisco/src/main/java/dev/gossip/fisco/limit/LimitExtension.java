package dev.gossip.fisco.limit;

import dev.gossip.api.Body;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import java.util.Set;

/** Keeps the limits between nodes of one endpoint. It goes before the extensions that it limits. */
public final class LimitExtension implements Extension {

    private final String endpoint;
    private final RateLimits limits;

    /** @param endpoint the one for nodes; others are not limited */
    public LimitExtension(String endpoint, RateLimits limits) {
        this.endpoint = endpoint;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "fisco-limits";
    }

    /** It answers by bodies of those whose requests it refuses. */
    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of();
    }

    @Override
    public void start(NodeContext context) {
        context.limitTraffic(new NodeTraffic(context, endpoint, limits));
    }
}
