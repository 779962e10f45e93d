package dev.gossip.examples.config;

import dev.gossip.api.GossipException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Reads values of the section {@code gossip} by their keys; what is not there stays as it ships. */
record SettingValues(Map<String, String> settings) {

    boolean flag(String key, boolean shipped) {
        return value(key, shipped, SettingValues::flag, "write true or false");
    }

    int number(String key, int shipped) {
        return value(key, shipped, Integer::valueOf, "write a whole number");
    }

    Duration duration(String key, Duration shipped) {
        return value(key, shipped, SettingValues::duration, "write a duration such as 500ms, 4s or 1m30s");
    }

    private <T> T value(String key, T shipped, Function<String, T> reader, String advice) {
        String text = settings.get(key);
        try {
            return text == null ? shipped : reader.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new GossipException("key 'gossip." + key + "' is '" + text + "'; " + advice, e);
        }
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static Duration duration(String text) {
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}
