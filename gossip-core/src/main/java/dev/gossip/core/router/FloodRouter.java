package dev.gossip.core.router;

import dev.gossip.spi.Router;
import java.util.List;

/** Everybody passes everything on to every candidate but the giver and known holders. */
public final class FloodRouter implements Router {

    /** For {@code ServiceLoader}. */
    public FloodRouter() {}

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public List<Hop> route(RoutingRequest request) {
        return request.open().stream().map(Hop::full).toList();
    }
}
