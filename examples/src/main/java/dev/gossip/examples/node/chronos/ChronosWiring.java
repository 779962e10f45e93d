package dev.gossip.examples.node.chronos;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosLimits;
import dev.gossip.chronos.json.ChronosTiming;
import dev.gossip.chronos.json.block.BlockHasher;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.core.router.SqrtRouter;
import dev.gossip.examples.config.Durations;
import dev.gossip.spi.store.OrderedStore;
import dev.gossip.store.mvstore.MvOrderedStore;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From what the file says to what the protocol takes; every refusal names the key. */
final class ChronosWiring {

    private static final String DURATION = "a duration such as 500ms, 2s or 1m";
    private static final String NUMBER = "a whole number";
    private static final Map<String, BlockHasher> HASHERS = Stream.of(BlockHasher.CANONICAL, BlockHasher.LEGACY)
            .collect(Collectors.toMap(BlockHasher::name, hasher -> hasher));

    private ChronosWiring() {}

    /** @throws GossipException naming the key and what to write */
    static ChronosConfig config(ChronosNodeConfig file) {
        try {
            ChronosConfig config = ChronosConfig.of(file.address())
                    .withHasher(value(
                            "hasher",
                            file.hasher(),
                            named(HASHERS),
                            BlockHasher.CANONICAL,
                            "canonical or chronos-legacy"))
                    .withRouter(
                            new SqrtRouter(duration("announceDelay", file.announceDelay(), SqrtRouter.ANNOUNCE_DELAY)),
                            value("minDirect", file.minDirect(), Integer::valueOf, ChronosConfig.MIN_DIRECT, NUMBER))
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
        return value("broadcasting", file.broadcasting(), named(words), true, "on or off");
    }

    private static ChronosTiming timing(ChronosNodeConfig.@Nullable Timings keys) {
        ChronosTiming standard = ChronosTiming.DEFAULT;
        return keys == null
                ? standard
                : new ChronosTiming(
                        duration("timings.handshakeInterval", keys.handshakeInterval(), standard.handshakeInterval()),
                        duration("timings.replyTimeout", keys.replyTimeout(), standard.replyTimeout()),
                        duration("timings.idleTimeout", keys.idleTimeout(), standard.idleTimeout()),
                        duration("timings.fetchTimeout", keys.fetchTimeout(), standard.fetchTimeout()),
                        duration("timings.selectionDelay", keys.selectionDelay(), standard.selectionDelay()),
                        duration("timings.banTime", keys.banTime(), standard.banTime()));
    }

    private static ChronosLimits limits(ChronosNodeConfig.@Nullable Limits keys) {
        ChronosLimits standard = ChronosLimits.DEFAULT;
        return keys == null
                ? standard
                : new ChronosLimits(
                        number("maxFrameBytes", keys.maxFrameBytes(), standard.maxFrameBytes()),
                        number("cacheBytes", keys.cacheBytes(), standard.cacheBytes()),
                        number("candidateBytes", keys.candidateBytes(), standard.candidateBytes()),
                        number("queuedBlocks", keys.queuedBlocks(), standard.queuedBlocks()),
                        number("queuedHashes", keys.queuedHashes(), standard.queuedHashes()),
                        number(
                                "announcementsPerMinute",
                                keys.announcementsPerMinute(),
                                standard.announcementsPerMinute()),
                        number("linksPerHost", keys.linksPerHost(), standard.linksPerHost()));
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
            default -> throw wrong("role", file.role(), "both, client or server", null);
        }
        if (listens) {
            endpoint.listen(address("listen", file.listen()).toString());
        }
        if (!file.transport().isEmpty()) {
            endpoint.transport(file.transport());
        }
        peers(file).forEach(endpoint::seed);
        return endpoint;
    }

    /** @throws GossipException naming the key */
    static List<PeerAddress> peers(ChronosNodeConfig file) {
        List<PeerAddress> peers = new ArrayList<>();
        for (String peer : file.peers()) {
            peers.add(address("peers[" + peers.size() + "]", peer));
        }
        return peers;
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
            default -> throw wrong("store.type", type, "memory or mvstore", null);
        }
    }

    /** @throws GossipException naming the key */
    static Optional<Duration> produceEvery(ChronosNodeConfig file) {
        Duration every = duration("produceEvery", file.produceEvery(), Duration.ZERO);
        require(!every.isNegative(), "key 'produceEvery' must not be negative");
        return every.isZero() ? Optional.empty() : Optional.of(every);
    }

    /** @throws GossipException naming the key */
    static PeerAddress address(String key, String text) {
        return parsed(key, text, PeerAddress::parse, "host:port");
    }

    private static void require(boolean fine, String problem) {
        if (!fine) {
            throw new GossipException(problem);
        }
    }

    private static Duration duration(String key, String text, Duration standard) {
        return value(key, text, Durations::parse, standard, DURATION);
    }

    private static int number(String key, String text, int standard) {
        return value("limits." + key, text, Integer::valueOf, standard, NUMBER);
    }

    private static <T> Function<String, T> named(Map<String, T> values) {
        return text -> {
            T found = values.get(text);
            if (found == null) {
                throw new IllegalArgumentException(text);
            }
            return found;
        };
    }

    private static <T> T value(String key, String text, Function<String, T> parser, T standard, String expected) {
        return text.isEmpty() ? standard : parsed(key, text, parser, expected);
    }

    private static <T> T parsed(String key, String text, Function<String, T> parser, String expected) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(key, text, expected, e);
        }
    }

    private static GossipException wrong(String key, String text, String expected, @Nullable Throwable cause) {
        return new GossipException("key '" + key + "' is '" + text + "'; write " + expected, cause);
    }
}
