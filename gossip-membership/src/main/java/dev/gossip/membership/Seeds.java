package dev.gossip.membership;

import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext.EndpointInfo;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The seeds of one endpoint from all sources, one loop for each. */
final class Seeds {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    private final EndpointInfo endpoint;
    private final SeedHost host;
    private final Network network;
    private final MembershipConfig config;
    private final Lane lane;
    private final RandomGenerator random;
    private final Map<String, List<Seed>> bySource = new LinkedHashMap<>();

    /** Concurrent, because status pages look at it. */
    private final Map<PeerAddress, SeedLoop> loops = new ConcurrentHashMap<>();

    Seeds(
            EndpointInfo endpoint,
            SeedHost host,
            Network network,
            MembershipConfig config,
            Lane lane,
            RandomGenerator random) {
        this.endpoint = endpoint;
        this.host = host;
        this.network = network;
        this.config = config;
        this.lane = lane;
        this.random = random;
    }

    /** Replaces what {@code source} names; a seed that no source names any more is left alone from now on. */
    void replace(String source, Collection<Seed> seeds) {
        bySource.put(source, List.copyOf(seeds));
        // One loop per address, or two sources that name the same seed would open two links to it.
        Map<PeerAddress, Seed> wanted = new LinkedHashMap<>();
        bySource.values().stream()
                .flatMap(List::stream)
                .filter(seed -> !isOurs(seed.address()))
                .forEach(seed -> wanted.merge(seed.address(), seed, Seeds::stricter));
        loops.values().removeIf(loop -> {
            boolean gone = !loop.seed().equals(wanted.get(loop.seed().address()));
            if (gone) {
                loop.close();
            }
            return gone;
        });
        for (Seed seed : wanted.values()) {
            if (!loops.containsKey(seed.address())) {
                SeedLoop loop = new SeedLoop(seed, host, network, config, lane, random);
                loops.put(seed.address(), loop);
                loop.attempt();
            }
        }
    }

    private static Seed stricter(Seed one, Seed other) {
        return one.organisation().isPresent() ? one : other;
    }

    /** Whether a dialled peer is to be left alone because it answered where another organisation must. */
    boolean refuse(NodeId id, Optional<String> organisation) {
        return loops.values().stream().anyMatch(loop -> loop.refuses(id, organisation));
    }

    void died(NodeId id) {
        loops.values().forEach(loop -> loop.died(id));
    }

    /** Whether {@code id} answered at a seed; for any thread. */
    boolean houses(NodeId id) {
        return loops.values().stream().anyMatch(loop -> loop.houses(id));
    }

    void close() {
        loops.values().forEach(SeedLoop::close);
        loops.clear();
    }

    private boolean isOurs(PeerAddress address) {
        return isOurs(endpoint.internal(), address) || isOurs(endpoint.external(), address);
    }

    private static boolean isOurs(Optional<PeerAddress> own, PeerAddress address) {
        return own.filter(ours -> ours.port() == address.port()
                        && (ours.host().equalsIgnoreCase(address.host()) || LOOPBACK.contains(address.host())))
                .isPresent();
    }
}
