package dev.gossip.core.router;

import dev.gossip.spi.Router;
import java.util.List;
import java.util.Optional;

/** Our own messages go straight to every candidate; nothing is passed on. For small, fully connected networks. */
public final class DirectRouter implements Router {

    /** For {@code ServiceLoader}. */
    public DirectRouter() {}

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public List<Hop> route(RoutingRequest request) {
        Optional<?> giver = request.source();
        return giver.isPresent()
                ? List.of()
                : request.open().stream().map(Hop::full).toList();
    }
}
