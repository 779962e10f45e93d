package dev.gossip.examples.node.chronos;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosLimits;
import dev.gossip.chronos.json.ChronosTiming;
import dev.gossip.chronos.json.block.BlockHasher;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.core.router.SqrtRouter;
import dev.gossip.examples.config.KeyValues;
import dev.gossip.spi.store.OrderedStore;
import dev.gossip.store.mvstore.MvOrderedStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From what the file says to what the protocol takes; every refusal names the key. */
final class ChronosWiring {

    private static final Map<String, BlockHasher> HASHERS = Stream.of(BlockHasher.CANONICAL, BlockHasher.LEGACY)
            .collect(Collectors.toMap(BlockHasher::name, hasher -> hasher));

    private ChronosWiring() {}

    /** @throws GossipException naming the key and what to write */
    static ChronosConfig config(ChronosNodeConfig file) {
        try {
            ChronosConfig config = ChronosConfig.of(file.address())
                    .withHasher(KeyValues.value(
                            "hasher",
                            file.hasher(),
                            KeyValues.oneOf(HASHERS),
                            BlockHasher.CANONICAL,
                            "canonical or chronos-legacy"))
                    .withRouter(
                            new SqrtRouter(KeyValues.duration(
                                    "announceDelay", file.announceDelay(), SqrtRouter.ANNOUNCE_DELAY)),
                            KeyValues.number("minDirect", file.minDirect(), ChronosConfig.MIN_DIRECT))
                    .withTiming(timing(file.timings()))
                    .withLimits(limits(file.limits()));
            config = file.magic().isEmpty() ? config : config.withMagic(file.magic());
            config = file.debug() != null && file.debug().ndjson() ? config.withNdjson() : config;
            return isBroadcasting(file) ? config : config.withoutBroadcasting();
        } catch (IllegalArgumentException e) {
            throw new GossipException(e.getMessage(), e);
        }
    }

    private static boolean isBroadcasting(ChronosNodeConfig file) {
        Map<String, Boolean> words = Map.of("on", true, "true", true, "off", false, "false", false);
        return KeyValues.value("broadcasting", file.broadcasting(), KeyValues.oneOf(words), true, "on or off");
    }

    private static ChronosTiming timing(ChronosNodeConfig.@Nullable Timings keys) {
        ChronosTiming standard = ChronosTiming.DEFAULT;
        return keys == null
                ? standard
                : new ChronosTiming(
                        KeyValues.duration(
                                "timings.handshakeInterval", keys.handshakeInterval(), standard.handshakeInterval()),
                        KeyValues.duration("timings.replyTimeout", keys.replyTimeout(), standard.replyTimeout()),
                        KeyValues.duration("timings.idleTimeout", keys.idleTimeout(), standard.idleTimeout()),
                        KeyValues.duration("timings.fetchTimeout", keys.fetchTimeout(), standard.fetchTimeout()),
                        KeyValues.duration("timings.selectionDelay", keys.selectionDelay(), standard.selectionDelay()),
                        KeyValues.duration("timings.banTime", keys.banTime(), standard.banTime()));
    }

    private static ChronosLimits limits(ChronosNodeConfig.@Nullable Limits keys) {
        ChronosLimits standard = ChronosLimits.DEFAULT;
        return keys == null
                ? standard
                : new ChronosLimits(
                        KeyValues.number("limits.maxFrameBytes", keys.maxFrameBytes(), standard.maxFrameBytes()),
                        KeyValues.number("limits.cacheBytes", keys.cacheBytes(), standard.cacheBytes()),
                        KeyValues.number("limits.candidateBytes", keys.candidateBytes(), standard.candidateBytes()),
                        KeyValues.number("limits.queuedBlocks", keys.queuedBlocks(), standard.queuedBlocks()),
                        KeyValues.number("limits.queuedHashes", keys.queuedHashes(), standard.queuedHashes()),
                        KeyValues.number(
                                "limits.announcementsPerMinute",
                                keys.announcementsPerMinute(),
                                standard.announcementsPerMinute()),
                        KeyValues.number("limits.linksPerHost", keys.linksPerHost(), standard.linksPerHost()));
    }

    /** @throws GossipException naming the key and what to do */
    static EndpointConfig.Builder endpoint(String name, ChronosNodeConfig file) {
        EndpointConfig.Builder endpoint = EndpointConfig.named(name);
        boolean listens = !file.listen().isEmpty();
        boolean dials = !file.peers().isEmpty();
        switch (file.role()) {
            case "", "both" -> require(listens, "key 'listen' is missing; only a client listens nowhere ('role')");
            case "client" -> {
                require(!listens, "key 'listen' is of no use to a client, which listens nowhere ('role')");
                require(dials, "key 'peers' is empty; a client is nothing without peers to dial ('role')");
            }
            case "server" -> {
                require(listens, "key 'listen' is missing; a server needs an address ('role')");
                require(!dials, "key 'peers' is of no use to a server, which dials nobody ('role')");
            }
            default -> throw KeyValues.wrong("role", file.role(), "both, client or server", null);
        }
        if (listens) {
            endpoint.listen(KeyValues.address("listen", file.listen()).toString());
        }
        if (!file.transport().isEmpty()) {
            endpoint.transport(file.transport());
        }
        KeyValues.addresses("peers", file.peers()).forEach(endpoint::seed);
        return endpoint;
    }

    /** @throws GossipException naming the key, or the file and what to do */
    static OrderedStore store(ChronosNodeConfig file) {
        Optional<ChronosNodeConfig.Store> keys = file.storeKeys();
        String type = keys.map(ChronosNodeConfig.Store::type).orElse("memory");
        boolean hasDir = keys.filter(store -> !store.dir().toString().isEmpty()).isPresent();
        switch (type) {
            case "memory" -> {
                require(!hasDir, "key 'store.dir' is of use with type mvstore only");
                return new InMemoryOrderedStore();
            }
            case "mvstore" -> {
                require(hasDir, "key 'store.dir' is missing; with type mvstore it says where the blocks go");
                return MvOrderedStore.open(keys.orElseThrow().dir().resolve("chronos.blocks"));
            }
            default -> throw KeyValues.wrong("store.type", type, "memory or mvstore", null);
        }
    }

    /** @throws GossipException naming the key */
    static Optional<Duration> produceEvery(ChronosNodeConfig file) {
        Duration every = KeyValues.duration("produceEvery", file.produceEvery(), Duration.ZERO);
        require(!every.isNegative(), "key 'produceEvery' must not be negative");
        return every.isZero() ? Optional.empty() : Optional.of(every);
    }

    private static void require(boolean fine, String problem) {
        if (!fine) {
            throw new GossipException(problem);
        }
    }
}
