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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a link to each seed of an endpoint: dials, redials after loss, for ever, with a delay that doubles up to a cap and
 * varies at random. Keeps one, too, to each peer that asks to be called back, for as long as its own link is up. Used for
 * endpoints that no extension joins by seeds.
 */
final class StaticPeers implements Extension, LinkListener {

    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    /**
     * Seeds that are tried; one that a discovery no longer finds is left alone. Each has one attempt at a time: what an
     * earlier one has still scheduled ends by itself.
     */
    private final Map<Seed, Attempt> tried = new HashMap<>();

    /** Who answered at a seed's address. Two seeds may lead to one peer, and one peer may be linked on two endpoints. */
    private final Map<Seed, NodeId> linked = new HashMap<>();

    /** Where those listen who want a link back; one entry for each link of theirs, so not more than inbound links. */
    private final Map<LinkPeer, Seed> callers = new LinkedHashMap<>();

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
        info(endpoint).ifPresent(this::follow);
    }

    private void follow(NodeContext.EndpointInfo endpoint) {
        List<Seed> seeds = endpoint.seeds().stream()
                .map(address -> new Seed(endpoint.name(), address))
                .toList();
        tried.keySet()
                .removeIf(seed ->
                        seed.endpoint.equals(endpoint.name()) && !seeds.contains(seed) && !callers.containsValue(seed));
        // A link to a seed that is not tried any more stays; only its loss is not mended.
        linked.keySet().retainAll(tried.keySet());
        seeds.forEach(this::attempt);
    }

    @Override
    public void stop() {
        tried.clear();
        linked.clear();
        callers.clear();
        context = null;
    }

    private void attempt(Seed seed) {
        if (!tried.containsKey(seed)) {
            Attempt fresh = new Attempt(seed);
            tried.put(seed, fresh);
            dial(fresh, FIRST_DELAY);
        }
    }

    private void dial(Attempt attempt, Duration delay) {
        NodeContext running = context;
        Seed seed = attempt.seed;
        if (running == null || tried.get(seed) != attempt) {
            return;
        }
        running.dial(seed.endpoint, seed.address, expected(seed)).whenComplete((peer, failure) -> {
            if (tried.get(seed) != attempt) {
                return;
            }
            if (failure == null && isLinked(peer)) {
                linked.put(seed, peer.id().orElseThrow());
            } else {
                retry(attempt, delay);
            }
        });
    }

    /**
     * The caller who wants to be reached there. Nobody in particular if several say so, as all but one lie and must not keep
     * us from that one; nor at a seed, of which we know nothing.
     */
    private Optional<NodeId> expected(Seed seed) {
        List<NodeId> said = callers.entrySet().stream()
                .filter(caller -> caller.getValue().equals(seed))
                .flatMap(caller -> caller.getKey().id().stream())
                .distinct()
                .toList();
        return said.size() == 1 && !isConfigured(seed) ? Optional.of(said.get(0)) : Optional.empty();
    }

    private boolean isConfigured(Seed seed) {
        return info(seed.endpoint)
                .filter(info -> info.seeds().contains(seed.address))
                .isPresent();
    }

    @Override
    public void peerListens(LinkPeer peer, PeerAddress address) {
        Seed back = new Seed(peer.endpoint(), address);
        if (!isOwn(back)) {
            callers.put(peer, back);
            attempt(back);
        }
    }

    private boolean isOwn(Seed seed) {
        return info(seed.endpoint)
                .filter(own -> Stream.of(own.internal(), own.external())
                        .flatMap(Optional::stream)
                        .anyMatch(seed.address::equals))
                .isPresent();
    }

    private Optional<NodeContext.EndpointInfo> info(String endpoint) {
        NodeContext running = context;
        return running == null
                ? Optional.empty()
                : running.endpoints().stream()
                        .filter(info -> info.name().equals(endpoint))
                        .findFirst();
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

    private void retry(Attempt attempt, Duration delay) {
        NodeContext running = context;
        if (running != null) {
            long jitter =
                    (long) (delay.toMillis() * (0.8 + 0.4 * running.random().nextDouble()));
            Duration doubled = delay.multipliedBy(2);
            Duration next = doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
            running.control().schedule(Duration.ofMillis(jitter), () -> dial(attempt, next));
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
            Attempt attempt = tried.get(seed);
            if (attempt != null) {
                retry(attempt, FIRST_DELAY);
            }
        });
        forget(peer);
    }

    /** Whoever is gone dials us again if it wants to hear from us. */
    private void forget(LinkPeer peer) {
        Seed back = callers.remove(peer);
        if (back != null && !callers.containsValue(back) && !isConfigured(back)) {
            tried.remove(back);
            linked.remove(back);
        }
    }

    private record Seed(String endpoint, PeerAddress address) {}

    /** The dials and waits of one seed, from when it is wanted until it is not. */
    private static final class Attempt {
        private final Seed seed;

        Attempt(Seed seed) {
            this.seed = seed;
        }
    }
}
