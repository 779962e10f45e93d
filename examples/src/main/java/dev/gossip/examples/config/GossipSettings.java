package dev.gossip.examples.config;

import dev.gossip.api.GossipException;
import dev.gossip.fabric.FabricConfig;
import dev.gossip.fabric.FabricConfigBuilder;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** The settings that Fabric has below {@code peer.gossip}, as far as a node uses them. */
public final class GossipSettings {

    private static final String STATE_ENABLED = "state.enabled";
    private static final Map<String, BiConsumer<FabricConfigBuilder, String>> KEYS = keys();

    private GossipSettings() {}

    /**
     * Fabric's shipped values, changed as the file says.
     *
     * @throws GossipException naming the key, and the nearest known one if it is unknown
     */
    public static FabricConfig toFabricConfig(Map<String, String> settings) {
        FabricConfigBuilder builder = FabricConfig.DEFAULT.toBuilder();
        settings.forEach((key, value) -> {
            BiConsumer<FabricConfigBuilder, String> setter = KEYS.get(key);
            if (setter == null) {
                requireKnown(key);
                return;
            }
            try {
                setter.accept(builder, value);
            } catch (NumberFormatException | DateTimeParseException e) {
                throw new GossipException(
                        "key 'gossip." + key + "' is '" + value + "'; write a whole number, or a duration such as"
                                + " 500ms, 4s or 1m30s",
                        e);
            }
        });
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new GossipException("section 'gossip': " + e.getMessage(), e);
        }
    }

    /**
     * {@code state.enabled}: whether a node asks others for blocks that it lacks. Off unless the file says so, as in Fabric.
     *
     * @throws GossipException if it is neither true nor false
     */
    public static boolean isTransferEnabled(Map<String, String> settings) {
        String value = settings.getOrDefault(STATE_ENABLED, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new GossipException("key 'gossip." + STATE_ENABLED + "' is '" + value + "'; write true or false");
        }
        return value.equals("true");
    }

    /** For an operator: which keys of the file change nothing here, and why. */
    public static List<String> withoutEffect(Map<String, String> settings) {
        return settings.keySet().stream()
                .sorted()
                .flatMap(key -> UnusedKeys.reason(key).stream()
                        .map(reason -> "key 'gossip." + key + "' has no effect: " + reason))
                .toList();
    }

    private static void requireKnown(String key) {
        Set<String> known = new TreeSet<>(KEYS.keySet());
        known.add(STATE_ENABLED);
        known.addAll(UnusedKeys.names());
        if (!known.contains(key)) {
            throw new GossipException("unknown key 'gossip." + key + "'"
                    + NearestName.of(key, known)
                            .map(name -> "; did you mean '" + name + "'?")
                            .orElse(""));
        }
    }

    private static Map<String, BiConsumer<FabricConfigBuilder, String>> keys() {
        Map<String, BiConsumer<FabricConfigBuilder, String>> keys = new TreeMap<>();
        number(keys, "propagatePeerNum", FabricConfigBuilder::propagatePeerNum);
        duration(keys, "pullInterval", FabricConfigBuilder::pullInterval);
        number(keys, "pullPeerNum", FabricConfigBuilder::pullPeerNum);
        duration(keys, "digestWaitTime", FabricConfigBuilder::digestWaitTime);
        duration(keys, "requestWaitTime", FabricConfigBuilder::requestWaitTime);
        duration(keys, "responseWaitTime", FabricConfigBuilder::responseWaitTime);
        duration(keys, "requestStateInfoInterval", FabricConfigBuilder::requestStateInfoInterval);
        duration(keys, "publishStateInfoInterval", FabricConfigBuilder::publishStateInfoInterval);
        duration(keys, "publishCertPeriod", FabricConfigBuilder::publishCertPeriod);
        number(keys, "maxBlockCountToStore", FabricConfigBuilder::maxBlockCountToStore);
        duration(keys, "connTimeout", FabricConfigBuilder::connTimeout);
        duration(keys, "aliveTimeInterval", FabricConfigBuilder::aliveTimeInterval);
        duration(keys, "aliveExpirationTimeout", FabricConfigBuilder::aliveExpirationTimeout);
        duration(keys, "reconnectInterval", FabricConfigBuilder::reconnectInterval);
        number(keys, "msgExpirationFactor", FabricConfigBuilder::msgExpirationFactor);
        duration(keys, "state.checkInterval", FabricConfigBuilder::stateCheckInterval);
        duration(keys, "state.responseTimeout", FabricConfigBuilder::stateResponseTimeout);
        number(keys, "state.batchSize", FabricConfigBuilder::stateBatchSize);
        number(keys, "state.blockBufferSize", FabricConfigBuilder::stateBlockBufferSize);
        number(keys, "state.maxRetries", FabricConfigBuilder::stateMaxRetries);
        number(keys, "state.channelSize", FabricConfigBuilder::stateChannelSize);
        return Map.copyOf(keys);
    }

    private static void number(
            Map<String, BiConsumer<FabricConfigBuilder, String>> keys,
            String key,
            BiFunction<FabricConfigBuilder, Integer, FabricConfigBuilder> setter) {
        keys.put(key, (builder, text) -> setter.apply(builder, Integer.valueOf(text)));
    }

    private static void duration(
            Map<String, BiConsumer<FabricConfigBuilder, String>> keys,
            String key,
            BiFunction<FabricConfigBuilder, Duration, FabricConfigBuilder> setter) {
        keys.put(key, (builder, text) -> setter.apply(builder, Durations.parse(text)));
    }
}
