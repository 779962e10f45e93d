package dev.gossip.core.node;

import dev.gossip.api.Body;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a link to each seed of each endpoint: dials, redials after loss, for ever, with a delay that doubles up to a cap
 * and varies at random. Used when no extension joins by seeds.
 */
final class StaticPeers implements Extension, LinkListener {

    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    /** Seeds that are tried; one that a discovery no longer finds is left alone. */
    private final Set<Seed> tried = new HashSet<>();

    /** Who answered at a seed's address. Two seeds may lead to one peer, and one peer may be linked on two endpoints. */
    private final Map<Seed, NodeId> linked = new HashMap<>();

    private @Nullable NodeContext context;

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
        started.endpoints().forEach(this::follow);
    }

    @Override
    public void seedsChanged(String endpoint) {
        NodeContext running = context;
        if (running != null) {
            running.endpoints().stream()
                    .filter(info -> info.name().equals(endpoint))
                    .forEach(this::follow);
        }
    }

    private void follow(NodeContext.EndpointInfo endpoint) {
        List<Seed> seeds = endpoint.seeds().stream()
                .map(address -> new Seed(endpoint.name(), address))
                .toList();
        tried.removeIf(seed -> seed.endpoint.equals(endpoint.name()) && !seeds.contains(seed));
        // A link to a seed that is not tried any more stays; only its loss is not mended.
        linked.keySet().retainAll(tried);
        seeds.stream().filter(tried::add).forEach(seed -> dial(seed, FIRST_DELAY));
    }

    @Override
    public void stop() {
        tried.clear();
        linked.clear();
        context = null;
    }

    private void dial(Seed seed, Duration delay) {
        NodeContext running = context;
        if (running == null || !tried.contains(seed)) {
            return;
        }
        running.dial(seed.endpoint, seed.address, Optional.empty()).whenComplete((peer, failure) -> {
            if (!tried.contains(seed)) {
                return;
            }
            if (failure == null && isLinked(peer)) {
                linked.put(seed, peer.id().orElseThrow());
            } else {
                retry(seed, delay);
            }
        });
    }

    /** The link may be gone by the time we hear of it; then nobody tells us again. */
    private boolean isLinked(LinkPeer peer) {
        NodeContext running = context;
        return running != null
                && peer.id()
                        .flatMap(id -> running.peers().find(peer.endpoint(), id))
                        .filter(Peer::connected)
                        .isPresent();
    }

    private void retry(Seed seed, Duration delay) {
        NodeContext running = context;
        if (running != null) {
            long jitter =
                    (long) (delay.toMillis() * (0.8 + 0.4 * running.random().nextDouble()));
            Duration doubled = delay.multipliedBy(2);
            Duration next = doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
            running.control().schedule(Duration.ofMillis(jitter), () -> dial(seed, next));
        }
    }

    @Override
    public void linkDown(LinkPeer peer, DropReason reason, String detail) {
        List<Seed> lost = linked.entrySet().stream()
                .filter(entry -> entry.getKey().endpoint.equals(peer.endpoint())
                        && peer.id().filter(entry.getValue()::equals).isPresent())
                .map(Map.Entry::getKey)
                .toList();
        lost.forEach(seed -> {
            linked.remove(seed);
            retry(seed, FIRST_DELAY);
        });
    }

    private record Seed(String endpoint, PeerAddress address) {}
}
