package dev.gossip.fabric.codec;

import dev.gossip.api.GossipException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of an endpoint that this codec reads. Where Fabric has a key, it is the key; a duration of zero means the
 * default, as in Fabric.
 */
record FabricSettings(
        boolean application,
        boolean allowPlaintext,
        int identityLimit,
        Duration connTimeout,
        Duration aliveLifetime,
        Duration blockLifetime,
        Duration leadershipLifetime,
        int blockWindow) {

    static final String APPLICATION = "application";
    static final String ALLOW_PLAINTEXT = "allowPlaintext";
    static final String IDENTITY_LIMIT = "identityLimit";
    static final String CONN_TIMEOUT = "peer.gossip.connTimeout";

    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    static FabricSettings of(Map<String, String> settings) {
        Duration aliveExpiration = duration(settings, "peer.gossip.aliveExpirationTimeout", Duration.ofSeconds(25));
        int factor = number(settings, "peer.gossip.msgExpirationFactor", 20);
        Duration pullInterval = duration(settings, "peer.gossip.pullInterval", Duration.ofSeconds(4));
        Duration leaderAlive = duration(settings, "peer.gossip.election.leaderAliveThreshold", Duration.ofSeconds(10));
        return new FabricSettings(
                flag(settings, APPLICATION),
                flag(settings, ALLOW_PLAINTEXT),
                number(settings, IDENTITY_LIMIT, 10_000),
                duration(settings, CONN_TIMEOUT, Duration.ofSeconds(2)),
                aliveExpiration.multipliedBy(factor),
                pullInterval.multipliedBy(100),
                leaderAlive.multipliedBy(10),
                number(settings, "peer.gossip.maxBlockCountToStore", 10));
    }

    private static boolean flag(Map<String, String> settings, String key) {
        String value = settings.getOrDefault(key, "false");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, value, "true or false");
        };
    }

    private static int number(Map<String, String> settings, String key, int standard) {
        String value = settings.getOrDefault(key, "0");
        if (!value.matches("\\d{1,8}")) {
            throw wrong(key, value, "a number of at most eight digits");
        }
        int number = Integer.parseInt(value);
        return number == 0 ? standard : number;
    }

    private static Duration duration(Map<String, String> settings, String key, Duration standard) {
        String value = settings.getOrDefault(key, "0");
        Duration total = Duration.ZERO;
        if (!value.equals("0")) {
            Matcher part = PART.matcher(value);
            int end = 0;
            while (part.find() && part.start() == end) {
                end = part.end();
                long amount = Long.parseLong(part.group(1));
                total = total.plus(
                        switch (part.group(2)) {
                            case "ms" -> Duration.ofMillis(amount);
                            case "s" -> Duration.ofSeconds(amount);
                            case "m" -> Duration.ofMinutes(amount);
                            default -> Duration.ofHours(amount);
                        });
            }
            if (end != value.length() || value.isEmpty()) {
                throw wrong(key, value, "a duration such as 500ms, 2s or 1m30s");
            }
        }
        return total.isZero() ? standard : total;
    }

    private static GossipException wrong(String key, String value, String expected) {
        return new GossipException("setting " + key + " is '" + value + "'; write " + expected);
    }
}
