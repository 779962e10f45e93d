package dev.gossip.chronos.json;

import dev.gossip.spi.Router;
import java.time.Duration;
import java.util.List;

/** Sends nothing whole. */
final class AnnouncingRouter implements Router {

    @Override
    public String name() {
        return "announcing";
    }

    @Override
    public List<Hop> route(RoutingRequest request) {
        return request.open().stream()
                .map(peer -> new Hop(peer, Form.ANNOUNCE, Duration.ZERO))
                .toList();
    }
}
