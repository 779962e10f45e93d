package dev.gossip.core.node;

import dev.gossip.api.Body;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a link to each seed of each endpoint: dials, redials after loss, for ever, with a delay that doubles up to a cap
 * and varies at random. Used when no extension joins by seeds.
 */
final class StaticPeers implements Extension, LinkListener {

    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Map<NodeId, Seed> bySeedId = new HashMap<>();
    private @org.jspecify.annotations.Nullable NodeContext context;

    @Override
    public String name() {
        return "static-peers";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of();
    }

    @Override
    public boolean joinsBySeeds() {
        return true;
    }

    @Override
    public void start(NodeContext started) {
        context = started;
        started.onLinks(this);
        for (NodeContext.EndpointInfo endpoint : started.endpoints()) {
            endpoint.seeds().forEach(address -> dial(new Seed(endpoint.name(), address, FIRST_DELAY)));
        }
    }

    @Override
    public void stop() {
        bySeedId.clear();
        context = null;
    }

    private void dial(Seed seed) {
        NodeContext running = context;
        if (running == null) {
            return;
        }
        running.dial(seed.endpoint, seed.address, Optional.empty()).whenComplete((peer, failure) -> {
            if (failure == null && peer.id().isPresent()) {
                bySeedId.put(peer.id().get(), new Seed(seed.endpoint, seed.address, FIRST_DELAY));
            } else {
                retry(seed);
            }
        });
    }

    private void retry(Seed seed) {
        NodeContext running = context;
        if (running != null) {
            long jitter = (long)
                    (seed.delay.toMillis() * (0.8 + 0.4 * running.random().nextDouble()));
            running.control().schedule(Duration.ofMillis(jitter), () -> dial(seed.slower()));
        }
    }

    @Override
    public void linkDown(LinkPeer peer, DropReason reason, String detail) {
        peer.id().map(bySeedId::remove).ifPresent(this::retry);
    }

    private record Seed(String endpoint, PeerAddress address, Duration delay) {
        Seed slower() {
            Duration doubled = delay.multipliedBy(2);
            return new Seed(endpoint, address, doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled);
        }
    }
}
