package dev.gossip.examples.config;

import java.time.Duration;
import java.util.Locale;

/** Reads times as configuration files write them. */
public final class Durations {

    private Durations() {}

    /**
     * For example 500ms, 4s or 1m30s.
     *
     * @throws NumberFormatException if milliseconds are no whole number
     * @throws java.time.format.DateTimeParseException if it is none of these
     */
    public static Duration parse(String text) {
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}
