package dev.gossip.core.router;

import dev.gossip.api.Peer;
import dev.gossip.spi.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Infect and die: each node passes a message once to {@code fanout} candidates, chosen uniformly and without repetition,
 * never back to the giver.
 */
public final class FanoutRouter implements Router {

    /** For {@code ServiceLoader}. */
    public FanoutRouter() {}

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public List<Hop> route(RoutingRequest request) {
        List<Peer> open = new ArrayList<>(request.open());
        int targets = request.toAll() ? open.size() : Math.min(request.fanout(), open.size());
        open.sort(Comparator.comparing(Peer::id));
        List<Hop> hops = new ArrayList<>(targets);
        for (int i = 0; i < targets; i++) {
            int pick = i + request.random().nextInt(open.size() - i);
            Peer chosen = open.set(pick, open.get(i));
            hops.add(Hop.full(chosen));
        }
        return hops;
    }
}
