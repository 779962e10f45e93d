package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.orbs.codec.forward.Forwarding;
import dev.gossip.orbs.codec.wire.HeaderEncoding;
import dev.gossip.spi.crypto.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an endpoint's settings, for nodes that are not made by {@link OrbsPeer}. */
final class OrbsSettings {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private final Map<String, String> settings;

    OrbsSettings(Map<String, String> settings) {
        this.settings = settings;
    }

    /** @param identity gives the id that is not set */
    OrbsConfig config(Optional<Identity> identity) {
        NodeId node = settings.containsKey("nodeId")
                ? parsed("nodeId", settings.get("nodeId"), NodeId::fromHex, "our id in hexadecimal digits")
                : identity.map(own -> Pins.idOf(own.fingerprint()))
                        .orElseThrow(() -> new GossipException("an endpoint that speaks orbs needs the setting nodeId,"
                                + " our id in hexadecimal digits, or an identity(...) whose key gives one; or make the"
                                + " node with OrbsPeer"));
        long chain = read("virtualChain", Long::parseLong, 0L, "the number of the virtual chain");
        try {
            return optional(OrbsConfig.of(node, chain));
        } catch (IllegalArgumentException e) {
            throw new GossipException("the settings of an endpoint that speaks orbs: " + e.getMessage(), e);
        }
    }

    private OrbsConfig optional(OrbsConfig base) {
        LinkTiming timing = LinkTiming.DEFAULT;
        OrbsConfig config = base.withHeaders(read(
                        "codec",
                        text -> HeaderEncoding.valueOf(text.toUpperCase(Locale.ROOT)),
                        base.headers(),
                        "protobuf or membuffers"))
                .withTiming(new LinkTiming(
                        duration("keepAliveInterval", timing.keepAliveInterval()),
                        duration("networkTimeout", timing.networkTimeout())));
        config = config.carryingBlocksOf(
                read("maxBlockBytes", Long::parseLong, (long) config.queues().maxContentBytes(), "a number of bytes"));
        config = flag("forward") ? config.withForwarding(Forwarding.ON) : config;
        config = flag("mutualTls") ? config.withMutualTls() : config;
        config = flag("allowList") ? config.withAllowList() : config;
        int service = read("serviceId", Integer::parseInt, 1, "a number from 0 to 65535");
        return flag("application") ? config.withApplicationService(service) : config;
    }

    /** Written as {@code id=host:port} or {@code id=host:port#pin}, separated by commas. */
    Topology topology() {
        String all = settings.getOrDefault("topology", "");
        List<OrbsNode> nodes = new ArrayList<>();
        for (String entry : all.isEmpty() ? new String[0] : all.split(",")) {
            nodes.add(parsed("topology", entry.strip(), OrbsSettings::node, "id=host:port or id=host:port#pin"));
        }
        return new Topology(nodes);
    }

    private static OrbsNode node(String entry) {
        int equals = entry.indexOf('=');
        int hash = entry.indexOf('#');
        if (equals < 0) {
            throw new IllegalArgumentException("no '='");
        }
        NodeId id = NodeId.fromHex(entry.substring(0, equals));
        OrbsNode node =
                OrbsNode.of(id, PeerAddress.parse(entry.substring(equals + 1, hash < 0 ? entry.length() : hash)));
        return hash < 0 ? node : node.pinned(Bytes.fromHex(entry.substring(hash + 1)));
    }

    private boolean flag(String key) {
        String value = settings.getOrDefault(key, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(key, value, "true or false");
        }
        return value.equals("true");
    }

    private Duration duration(String key, Duration standard) {
        return read(key, OrbsSettings::duration, standard, "a duration such as 500ms, 2s or 1m");
    }

    private static Duration duration(String text) {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(text);
        }
        long amount = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private <T> T read(String key, Function<String, T> parser, T standard, String expected) {
        String value = settings.get(key);
        return value == null ? standard : parsed(key, value, parser, expected);
    }

    private static <T> T parsed(String key, String value, Function<String, T> parser, String expected) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw wrong(key, value, expected);
        }
    }

    private static GossipException wrong(String key, String value, String expected) {
        return new GossipException("setting " + key + " is '" + value + "'; write " + expected);
    }
}
