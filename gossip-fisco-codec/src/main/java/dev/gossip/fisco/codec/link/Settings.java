package dev.gossip.fisco.codec.link;

import dev.gossip.api.GossipException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads settings of an endpoint; a wrong value is an error that says what to write. */
public record Settings(Map<String, String> values) {

    /** Whether connections without TLS are accepted; for tests. */
    public static final String ALLOW_PLAINTEXT = "allowPlaintext";
    /** Whether an SDK's certificate must come from the issuer of the node's own. */
    public static final String CHECK_CERT_ISSUER = "checkCertIssuer";
    /** How long to wait for the other side's part of the greeting. */
    public static final String HANDSHAKE_TIMEOUT = "handshakeTimeout";
    /** How often to show that we are alive. */
    public static final String HEARTBEAT_INTERVAL = "heartbeatInterval";
    /** After how much silence a link is dropped; noticed after at most twice as long. */
    public static final String IDLE_TIMEOUT = "idleTimeout";

    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,8})(ms|s|m)");

    public Settings {
        values = Map.copyOf(values);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean standard) {
        String value = values.getOrDefault(key, Boolean.toString(standard));
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, value, "true or false");
        };
    }

    /** A number from {@code min} to {@code max}. */
    public int number(String key, int min, int max, int standard) {
        String value = values.getOrDefault(key, Integer.toString(standard));
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw wrong(key, value, "a number from " + min + " to " + max);
    }

    /** A text. */
    public String text(String key, String standard) {
        return values.getOrDefault(key, standard);
    }

    /** A duration above zero. */
    public Duration duration(String key, Duration standard) {
        String value = values.get(key);
        if (value == null) {
            return standard;
        }
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw wrong(key, value, "a duration such as 500ms, 5s or 1m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static GossipException wrong(String key, String value, String expected) {
        return new GossipException("setting " + key + " is '" + value + "'; write " + expected);
    }
}
